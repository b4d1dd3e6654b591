import { SimulatedClock } from './simulated-clock.ts';
import { SimulatedMachine } from './simulated-machine.ts';
import type { SimulatedJob, Workload } from './workload.ts';

/** What the obvious policy came to. */
export interface NaiveReport {
  readonly makespanSeconds: number;
  /** Jobs the machine could hold that were killed three times. */
  readonly goodJobsLost: number;
  readonly kills: number;
}

/** How often it schedules, in milliseconds. */
const scheduleMs = 250;
const maxStarts = 3;

/**
 * The obvious policy, for contrast: start the next job while a core is free and measured memory is
 * below 80 % of the limit; what was killed goes to the end of the line, three times at most.
 */
export async function simulateNaive(workload: Workload): Promise<NaiveReport> {
  const clock = new SimulatedClock();
  const machine = new SimulatedMachine(clock, workload);
  const line = workload.jobs.map(job => ({ job, starts: 0 }));
  let running = 0;
  let goodJobsLost = 0;

  const start = async (entry: { readonly job: SimulatedJob; starts: number }): Promise<void> => {
    running += 1;
    entry.starts += 1;
    try {
      await machine.spawn(entry.job, new AbortController().signal, () => {});
    } catch {
      if (entry.starts < maxStarts) line.push(entry);
      else if (entry.job.peakBytes <= workload.limitBytes) goodJobsLost += 1;
    }
    running -= 1;
  };
  const schedule = (): void => {
    while (running < workload.slots && machine.usedBytes < workload.budgetBytes) {
      const next = line.shift();
      if (next === undefined) break;
      void start(next);
    }
    if (running > 0 || line.length > 0) clock.schedule(scheduleMs, schedule);
  };
  schedule();
  await clock.run();
  return { makespanSeconds: clock.now() / 1_000, goodJobsLost, kills: machine.kills };
}
