import { batch } from './batch.ts';
import { bench } from './bench.ts';
import { catalogue } from './catalogue.ts';
import type { CliCommand } from './cli-command.ts';
import { completion } from './completion.ts';
import { doctor } from './doctor.ts';
import { measure } from './measure.ts';
import { plan } from './plan.ts';
import { probe } from './probe.ts';
import { render } from './render.ts';
import { report } from './report.ts';
import { runs } from './runs.ts';
import { send } from './send.ts';
import { serve } from './serve.ts';
import { variants } from './variants.ts';
import { workers } from './workers.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [
  variants,
  batch,
  plan,
  render,
  probe,
  measure,
  catalogue,
  workers,
  bench,
  report,
  serve,
  send,
  runs,
  doctor,
  completion,
];
