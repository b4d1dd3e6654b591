import type { Clock } from '../clock.ts';
import { EngineClosedError, StoreFailedError } from '../errors.ts';
import { ConditionReader } from '../expressions/event-condition.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import { takeEvent } from '../run/take-event.ts';
import { type RunLimits, UnitOfWork } from '../run/unit-of-work.ts';
import type { Store } from '../store/store.ts';

/** What changes are made with. All of it is borrowed. */
export interface TransactionsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly functions: FunctionRegistry;
  readonly limits: RunLimits;
  /** Does what follows from a change, once it is committed. */
  readonly afterCommit: (unit: UnitOfWork) => void;
  /** Called once, when no more changes can be made. */
  readonly onEnd: () => void;
}

/** Makes every change to the store. It is *open* until it is closed, or until the store fails it. */
export class Transactions {
  readonly #parts: TransactionsParts;
  readonly #conditions = new ConditionReader();
  #end: EngineClosedError | StoreFailedError | undefined;

  constructor(parts: TransactionsParts) {
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /**
   * Makes a change, whole or not at all, and does what follows from it.
   *
   * @throws {ENGINE_CLOSED}
   * @throws {ENGINE_STORE_FAILED}
   */
  change<T>(work: (unit: UnitOfWork) => T): T {
    this.checkOpen();
    const { store, functions, limits, clock, afterCommit } = this.#parts;
    const unit = new UnitOfWork({ store, functions, limits, conditions: this.#conditions, now: clock.now() });
    let result: T;
    try {
      result = store.transaction(() => {
        const made = work(unit);
        for (let event = unit.emitted.shift(); event !== undefined; event = unit.emitted.shift()) {
          takeEvent(unit, event);
        }
        return made;
      });
    } catch (error) {
      throw this.fail(error);
    }
    afterCommit(unit);
    return result;
  }

  /** Runs what Node's event loop calls, where no caller could catch the error of a failing store. */
  guard(work: () => void): void {
    if (!this.isOpen) return;
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Ends for the reason given, unless it has ended. Returns what every later change will be refused with. */
  fail(error: unknown): EngineClosedError | StoreFailedError {
    return this.#endWith(error instanceof StoreFailedError ? error : new StoreFailedError(error));
  }

  close(): void {
    this.#endWith(new EngineClosedError());
  }

  /**
   * @throws {ENGINE_CLOSED}
   * @throws {ENGINE_STORE_FAILED}
   */
  checkOpen(): void {
    if (this.#end !== undefined) throw this.#end;
  }

  #endWith(end: EngineClosedError | StoreFailedError): EngineClosedError | StoreFailedError {
    if (this.#end === undefined) {
      this.#end = end;
      this.#parts.onEnd();
    }
    return this.#end;
  }
}
