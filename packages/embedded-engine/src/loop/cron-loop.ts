import type { Clock } from '../clock.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import type { CronTrigger, RegisteredFunction } from '../registration/registered-function.ts';
import { startScheduledRun } from '../run/start-scheduled-run.ts';
import { Alarm } from './alarm.ts';
import type { Transactions } from './transactions.ts';

/** What runs are started with. All of it is borrowed. */
export interface CronLoopParts {
  readonly functions: FunctionRegistry;
  readonly clock: Clock;
  readonly transactions: Transactions;
}

interface NextRun {
  readonly definition: RegisteredFunction;
  readonly trigger: CronTrigger;
  /** In milliseconds since 1970; `Infinity` when there is none. */
  readonly at: number;
}

/** Starts runs at the times that functions name by cron expressions. A time that passes while it is not open is lost. */
export class CronLoop {
  readonly #parts: CronLoopParts;
  readonly #alarm: Alarm;
  /** The next run of each expression. */
  #nextRuns: readonly NextRun[] = [];

  constructor(parts: CronLoopParts) {
    this.#parts = parts;
    this.#alarm = new Alarm(parts.clock, () => parts.transactions.guard(() => this.#startDueRuns()));
  }

  /** Starts runs from this very moment on. */
  start(): void {
    const { functions, clock } = this.#parts;
    const before = clock.now() - 1;
    this.#nextRuns = functions
      .list()
      .flatMap(definition =>
        definition.crons.map(trigger => ({ definition, trigger, at: trigger.schedule.nextAfter(before) })),
      );
    this.#startDueRuns();
  }

  /** Starts no more runs. */
  stop(): void {
    this.#alarm.cancel();
  }

  #startDueRuns(): void {
    const now = this.#parts.clock.now();
    const due = this.#nextRuns.filter(({ at }) => at <= now);
    if (due.length > 0) {
      this.#parts.transactions.change(unit => {
        for (const { definition, trigger, at } of due) startScheduledRun(unit, definition, trigger, at);
      });
      // From now on, and not from what was due: where several times have passed at once, one run is enough.
      this.#nextRuns = this.#nextRuns.map(run =>
        run.at <= now ? { ...run, at: run.trigger.schedule.nextAfter(now) } : run,
      );
    }
    for (const { at } of this.#nextRuns) this.#alarm.ringBy(at);
  }
}
