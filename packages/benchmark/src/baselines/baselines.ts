import type { Baseline } from './baseline.ts';
import type { BaselineName } from './baseline-name.ts';
import { encodePerTransformation } from './encode-per-transformation.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { parallel } from './parallel.ts';
import { processPool } from './process-pool.ts';
import { xargs } from './xargs.ts';

/** Every baseline by name. A new one is a file beside these, a name in `baseline-name.ts` and a line here. */
export const baselines: Readonly<Record<BaselineName, Baseline>> = {
  'one-after-another': oneAfterAnother,
  'process-pool': processPool,
  'encode-per-transformation': encodePerTransformation,
  xargs,
  parallel,
};
