import { chooseEviction } from '../admission/eviction.ts';
import { BudgetKeeper } from '../budget/budget-keeper.ts';
import type { LoadReading } from '../signals/load-signal.ts';
import { SignalBoard } from '../signals/signal-board.ts';
import type { ResolvedQueueOptions } from './queue-options.ts';
import type { RunningJob, RunningTasks } from './running-tasks.ts';

/** What the governor reports to the queue. */
export interface GovernorListener {
  /** Something changed that admission depends on. */
  onChange(): void;
  /** A signal changed its word. */
  onSignal(name: string, reading: LoadReading): void;
}

/** Knows what lies outside the queue: how much memory there is, and whether the system is overloaded. */
export class Governor {
  readonly #budget: BudgetKeeper;
  readonly #signals: SignalBoard;
  #lastEvictionAtMs = Number.NEGATIVE_INFINITY;

  constructor({ budget, signals }: ResolvedQueueOptions, { onChange, onSignal }: GovernorListener) {
    this.#budget = new BudgetKeeper(budget, onChange);
    this.#signals = new SignalBoard(signals, (name, reading) => {
      onSignal(name, reading);
      onChange();
    });
  }

  /** What may be set aside in all, in bytes; `null` while it is not known. */
  get budgetBytes(): number | null {
    return this.#budget.bytes;
  }

  /** What all signals together allow. */
  get load(): LoadReading['start'] {
    return this.#signals.now().start;
  }

  /** After a rest, nothing that was read before it counts. */
  wake(nowMs: number): void {
    this.#signals.wake(nowMs);
    this.#budget.wake(nowMs, 0);
  }

  /** Reads again whatever is due. */
  poll(nowMs: number, ownBytes: number): void {
    this.#signals.poll(nowMs);
    this.#budget.poll(nowMs, ownBytes);
  }

  /** Says which running task must be stopped now to make room, and why; `null` if none must or may be. */
  victim(running: RunningTasks, nowMs: number): { readonly job: RunningJob; readonly why: string } | null {
    const tooMuch = running.totals().usedBytes > this.#budget.ceilingBytes;
    const why = tooMuch ? 'the tasks take more than the budget' : this.#signals.now().evict;
    if (why === null) return null;
    const candidates = Array.from(running, job => ({ job, ...job.attempt }));
    const chosen = chooseEviction(candidates, nowMs, this.#lastEvictionAtMs);
    if (chosen === null) return null;
    this.#lastEvictionAtMs = nowMs;
    return { job: chosen.job, why };
  }
}
