import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { Inngest } from 'inngest';

import { ManualClock } from '../clock.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import { copyStore } from './copy-store.ts';
import { mayEndWith } from './interpret-workflow.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { type Workflow, type WorkflowResult, workflowArbitrary } from './workflow.ts';
import { openWorkflowEngine, type WorkflowCourse } from './workflow-engine.ts';

/** Longer than any sleep of a workflow and any wait before a second or third attempt. */
const LONG_ENOUGH_MS = 600_000;

/** More than any workflow sleeps and waits. */
const MOST_MOVES = 1_000;

/** How many workflows run beside each other in a trial. */
export const WORKFLOWS_AT_A_TIME = 50;

/** Workflows, and the course that their runs take. */
export interface Trial {
  readonly workflows: readonly { readonly workflow: Workflow; readonly event: string }[];
  readonly maxConcurrentSteps: number;
  /** For how many turns of the event loop functions and steps pause, one after the other, over and over. */
  readonly pauses: readonly number[];
  /** Which calls of a function fail outside its steps, by their number in a life; at most one for each run. */
  readonly failingCalls: readonly number[];
  /** How many steps are begun before the process is taken to have crashed, for each time that it is. */
  readonly crashesAfter: readonly number[];
}

/** Random trials. */
export const trialArbitrary: fc.Arbitrary<Trial> = fc.record({
  workflows: fc.array(
    fc.record({ workflow: workflowArbitrary, event: fc.constantFrom('go', 'go-unoptimized') }),
    { minLength: WORKFLOWS_AT_A_TIME, maxLength: WORKFLOWS_AT_A_TIME },
  ),
  maxConcurrentSteps: fc.constantFrom(1, 2, 5, 100),
  pauses: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(8)), {
    minLength: 1,
    maxLength: 31,
  }),
  failingCalls: fc.array(fc.nat(300), { maxLength: 20 }),
  crashesAfter: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
});

/** Runs the workflows of a trial to their ends, and returns what is wrong with how they went: nothing, it is hoped. */
export async function runTrial(trial: Trial): Promise<readonly string[]> {
  using folder = temporaryFolder();
  const clock = new ManualClock();
  const failedRuns = new Set<string>();
  const awaited = new Map<string, number>();
  const wrong: string[] = [];
  const lives = [...trial.crashesAfter, Number.POSITIVE_INFINITY];
  for (const [n, steps] of lives.entries()) {
    const next = folder.path(`${n + 1}.db`);
    const life = new Life(trial, { path: folder.path(`${n}.db`), next, steps, clock, failedRuns, awaited });
    wrong.push(...(await life.live()));
    if (!life.hasCrashed) break;
  }
  return wrong;
}

interface LifePlan {
  readonly path: string;
  /** Where the store continues that a crash leaves behind. */
  readonly next: string;
  /** How many steps are begun before the crash. */
  readonly steps: number;
  readonly clock: ManualClock;
  /** Runs of which a call has failed. */
  readonly failedRuns: Set<string>;
  /** The values that steps wait for, by the keys of their events. */
  readonly awaited: Map<string, number>;
}

/** The time from the opening of an engine to its crash, or to the end of all runs. */
class Life implements WorkflowCourse {
  readonly #trial: Trial;
  readonly #plan: LifePlan;
  /** Steps that are under way or done. */
  readonly #begun = new Set<string>();
  readonly #wrong: string[] = [];
  readonly #crash = Promise.withResolvers<void>();
  #stepsLeft: number;
  #pausesMade = 0;
  #callsBegun = 0;
  #waitsNoted = 0;
  #engine: EmbeddedEngine | undefined;
  hasCrashed = false;

  constructor(trial: Trial, plan: LifePlan) {
    this.#trial = trial;
    this.#plan = plan;
    this.#stepsLeft = plan.steps;
  }

  /** Lives, and returns what went wrong. */
  async live(): Promise<readonly string[]> {
    const { workflows, maxConcurrentSteps } = this.#trial;
    const { path, clock } = this.#plan;
    const { engine, client } = await openWorkflowEngine({ store: { path }, clock, maxConcurrentSteps }, this);
    this.#engine = engine;
    // The same events in every life: their ids make sure that each starts one run.
    await client.send(
      workflows.map(({ workflow, event }, n) => ({
        name: event,
        id: `workflow-${n}`,
        data: { workflow } as never,
      })),
    );
    await this.#runToEnd(engine, client);
    if (!this.hasCrashed) this.#judgeResults(engine);
    await engine.drain({ signal: AbortSignal.abort() });
    return this.#wrong;
  }

  /** Moves the time whenever nothing is left to do, until all runs have ended or should have long ago. */
  async #runToEnd(engine: EmbeddedEngine, client: Inngest.Any): Promise<void> {
    for (let move = 0; move < MOST_MOVES; move += 1) {
      await Promise.race([engine.idle(), this.#crash.promise]);
      if (this.hasCrashed) return;
      if (engine.listRuns({ status: 'running', limit: 1 }).length === 0) return;
      await this.#answerWaits(engine, client);
      if (this.hasCrashed) return;
      this.#plan.clock.advance(LONG_ENOUGH_MS);
    }
  }

  /** Sends what steps wait for, until none waits any more; again and again, for a crash may have undone that it came. */
  async #answerWaits(engine: EmbeddedEngine, client: Inngest.Any): Promise<void> {
    const { awaited } = this.#plan;
    for (let noted = -1; noted !== this.#waitsNoted && awaited.size > 0 && !this.hasCrashed; ) {
      noted = this.#waitsNoted;
      await client.send(Array.from(awaited, ([key, value]) => ({ name: 'answer', data: { key, value } })));
      await Promise.race([engine.idle(), this.#crash.promise]);
    }
  }

  async beginCall(runId: string): Promise<void> {
    await this.pause();
    this.#callsBegun += 1;
    const { failedRuns } = this.#plan;
    if (failedRuns.has(runId) || !this.#trial.failingCalls.includes(this.#callsBegun)) return;
    failedRuns.add(runId);
    throw new Error('outside any step');
  }

  noteWait(key: string, value: number): void {
    this.#waitsNoted += 1;
    this.#plan.awaited.set(key, value);
  }

  async pause(): Promise<void> {
    const { pauses } = this.#trial;
    const turns = pauses[this.#pausesMade % pauses.length] ?? 0;
    this.#pausesMade += 1;
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
  }

  async runStep<T>(runId: string, name: string, work: () => T): Promise<T> {
    if (!this.hasCrashed) this.#noteBegin(runId, name);
    await this.pause();
    try {
      return work();
    } catch (error) {
      this.#begun.delete(`${runId} ${name}`);
      throw error;
    }
  }

  #noteBegin(runId: string, name: string): void {
    const step = `${runId} ${name}`;
    const isDone = this.#engine
      ?.getRun(runId)
      .steps.some(known => known.name === name && known.endedAt !== null);
    if (isDone || this.#begun.has(step)) this.#wrong.push(`Begun again: ${step}`);
    this.#begun.add(step);
    this.#stepsLeft -= 1;
    if (this.#stepsLeft === 0) this.#crashNow();
  }

  /** Takes the store as a process would leave it that ended at this moment. */
  #crashNow(): void {
    copyStore(this.#plan.path, this.#plan.next);
    this.hasCrashed = true;
    this.#crash.resolve();
  }

  #judgeResults(engine: EmbeddedEngine): void {
    for (const [n, { workflow, event }] of this.#trial.workflows.entries()) {
      const [run] = engine.listRuns({ eventId: `workflow-${n}` });
      const { status, output, error } = engine.getRun(String(run?.id));
      if (status === 'completed' && mayEndWith(workflow, output as WorkflowResult)) continue;
      const came = JSON.stringify(status === 'completed' ? output : (error?.message ?? null));
      this.#wrong.push(`${status} with ${came}: ${event} ${JSON.stringify(workflow)}`);
    }
  }
}
