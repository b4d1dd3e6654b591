import { TaskTooLargeError } from '../errors.ts';
import { policy } from '../policy.ts';
import type { Queue } from '../queue/task.ts';
import { createQueue } from '../queue.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { SimulatedMachine } from './simulated-machine.ts';
import type { SimulatedJob, Workload } from './workload.ts';

/** What a simulated batch came to. */
export interface SimulationReport {
  /** From the first arrival to the last end, in seconds. */
  readonly makespanSeconds: number;
  /** Jobs the machine could hold that ended in failure. */
  readonly goodJobsLost: number;
  /** Jobs no such machine could hold, ended by a `TaskTooLargeError`. */
  readonly refused: number;
  readonly succeeded: number;
  readonly kills: number;
  readonly evictions: number;
  /** Every way in which a promise of the queue was broken; empty is right. */
  readonly violations: readonly string[];
  /** Every start and end with its time, as text. */
  readonly trace: readonly string[];
  /** The longest that a job waited from when it was the eldest and overdue to its first start, in milliseconds. */
  readonly longestWaitAsEldestMs: number;
}

/** Runs a batch through the queue on a machine that does not exist, in a time that does not pass. */
export async function simulate(workload: Workload): Promise<SimulationReport> {
  const clock = new SimulatedClock();
  const machine = new SimulatedMachine(clock, workload);
  const { budgetBytes, slots, jobs } = workload;
  const queue = createQueue({ budgetBytes, slots, clock, sampler: machine.sampler, signals: [] });
  const trace: string[] = [];
  const watch = watchPromises(queue, clock, trace);

  const outcomes: Promise<'succeeded' | 'refused' | 'lost'>[] = [];
  for (const job of jobs) {
    clock.schedule(job.arrivesAtMs, () => {
      const { result } = queue.add(({ signal, track }) => machine.spawn(job, signal, track), {
        estimateBytes: job.estimateBytes,
        expectedSeconds: job.expectedSeconds,
        group: job.group,
        className: job.className,
        priority: job.priority,
      });
      outcomes.push(
        result.then(
          () => 'succeeded',
          error => judge(job, error, workload),
        ),
      );
    });
  }
  await clock.run();

  const finished = await Promise.all(outcomes);
  const count = (outcome: string): number => finished.filter(each => each === outcome).length;
  return {
    makespanSeconds: watch.lastEndMs() / 1_000,
    goodJobsLost: count('lost'),
    refused: count('refused'),
    succeeded: count('succeeded'),
    kills: machine.kills,
    evictions: watch.evictions(),
    violations: [...watch.violations(), ...leftBehind(queue)],
    trace,
    longestWaitAsEldestMs: longestWaitAsEldest(jobs, watch.starts()),
  };
}

/**
 * The longest that an overdue eldest job may wait: seven others start before its turn comes, and each
 * of them, and then the job itself, may have to wait for room held after the backfill.
 */
export function boundedWaitMs({ jobs }: Workload): number {
  const longestMs = Math.max(...jobs.map(({ durationMs }) => durationMs));
  return policy.eldestEvery * (policy.backfillMs + longestMs);
}

function judge(job: SimulatedJob, error: unknown, { limitBytes }: Workload): 'refused' | 'lost' {
  return error instanceof TaskTooLargeError && job.peakBytes > limitBytes ? 'refused' : 'lost';
}

/** Writes the trace, and notes every promise that is broken while the queue works. */
function watchPromises(queue: Queue, clock: SimulatedClock, trace: string[]) {
  const violations: string[] = [];
  const ended = new Set<number>();
  const starts: Start[] = [];
  let evictions = 0;
  let lastEndMs = 0;
  const note = (text: string): void => {
    trace.push(`${clock.now()} ${text}`);
  };
  queue.on('task:start', ({ id, attempt, reservedBytes }) => {
    note(`start ${id} #${attempt} ${Math.round(reservedBytes)}`);
    const { running, reservedBytes: reserved, budgetBytes } = queue.status;
    if (running > 1 && reserved > budgetBytes) violations.push(`${id} was started beyond the budget`);
    if (ended.has(id)) violations.push(`${id} was started after its end`);
    if (attempt > 3) violations.push(`${id} was started ${attempt} times`);
    starts.push({ id, atMs: clock.now() });
  });
  queue.on('task:end', ({ id, status }) => {
    note(`end ${id} ${status}`);
    if (ended.has(id)) violations.push(`${id} ended twice`);
    ended.add(id);
    lastEndMs = clock.now();
  });
  queue.on('task:evict', ({ id }) => {
    note(`evict ${id}`);
    evictions += 1;
    if (queue.status.running < 2) violations.push(`${id} was evicted although it ran alone`);
  });
  queue.on('queue:admission', ({ running, queued }) => {
    if (queued > 0 && running === 0) violations.push(`nothing ran at ${clock.now()} with ${queued} waiting`);
  });
  return {
    violations: () => violations,
    evictions: () => evictions,
    lastEndMs: () => lastEndMs,
    starts: () => starts,
  };
}

interface Start {
  readonly id: number;
  readonly atMs: number;
}

/** Ids go by age, so a job becomes the eldest when the last of those before it has started for the last time. */
function longestWaitAsEldest(jobs: readonly SimulatedJob[], starts: readonly Start[]): number {
  const first = new Map(starts.toReversed().map(({ id, atMs }) => [id, atMs]));
  const last = new Map(starts.map(({ id, atMs }) => [id, atMs]));
  let eldersGoneAtMs = 0;
  let longest = 0;
  for (const [index, { arrivesAtMs }] of jobs.entries()) {
    const overdueAtMs = arrivesAtMs + policy.backfillMs;
    const startedAtMs = first.get(index + 1) ?? Number.POSITIVE_INFINITY;
    longest = Math.max(longest, startedAtMs - Math.max(eldersGoneAtMs, overdueAtMs));
    eldersGoneAtMs = Math.max(eldersGoneAtMs, last.get(index + 1) ?? 0);
  }
  return longest;
}

function leftBehind(queue: Queue): readonly string[] {
  const { running, queued, reservedBytes } = queue.status;
  return running + queued + reservedBytes === 0
    ? []
    : [`left: ${running} running, ${queued} queued, ${reservedBytes} B`];
}
