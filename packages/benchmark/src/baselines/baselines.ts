import type { Baseline, BaselineName } from './baseline.ts';
import { encodePerTransformation } from './encode-per-transformation.ts';
import { parallel } from './parallel.ts';
import { oneAfterAnother, processPool } from './process-pool.ts';
import { xargs } from './xargs.ts';

/** Every baseline by name. A new one is a file beside these, a name in `baseline-name.ts` and a line here. */
export const baselines: Readonly<Record<BaselineName, Baseline>> = {
  'one-after-another': oneAfterAnother,
  'process-pool': processPool,
  'encode-per-transformation': encodePerTransformation,
  xargs,
  parallel,
};
