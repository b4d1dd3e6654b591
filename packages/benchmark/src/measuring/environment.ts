import os from 'node:os';
import type { Ffmpeg } from '@variegate/runner';
import { describeEnvironment as describeMachine, type RunEnvironment } from '@variegate/variants/internal';
import { busyCores, busyWarning } from './machine-use.ts';

/** On what, and beside what, figures were measured. */
export interface Environment extends RunEnvironment {
  /** When it was looked at, ISO 8601. */
  readonly at: string;
  /** Mean number of processes that wanted to run in the last 1, 5 and 15 minutes; zeros on Windows. */
  readonly load: readonly number[];
  /** Cores that other programs kept at work while the benchmark was not yet doing anything. */
  readonly busyCores: number;
  /** Why the figures are not to be trusted; `null` on a quiet machine. */
  readonly warning: string | null;
}

/** How long the machine is watched before anything starts. */
const measureMs = 1000;

/** Describes the machine, and watches for a moment whether it is quiet. */
export async function describeEnvironment(ffmpeg: Ffmpeg, signal?: AbortSignal): Promise<Environment> {
  const load = os.loadavg();
  const busy = await busyCores(measureMs, signal);
  return {
    at: new Date().toISOString(),
    ...describeMachine(ffmpeg),
    load: load.map(one => Number(one.toFixed(2))),
    busyCores: Number(busy.toFixed(2)),
    warning: busyWarning(busy),
  };
}
