import type { Clock } from '../clock/clock.ts';
import { EngineClosedError, StoreFailedError } from '../errors.ts';
import type { FunctionRegistry } from '../registration/function-registry.ts';
import { takeEvent } from '../run/take-event.ts';
import { type RunLimits, Unit } from '../run/unit.ts';
import type { Store } from '../store/store.ts';

/** What changes are made with. All of it is borrowed. */
export interface LedgerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly functions: FunctionRegistry;
  readonly limits: RunLimits;
  /** Carries out what follows from a change, once it is committed. */
  readonly carryOut: (unit: Unit) => void;
  /** Called once, when no more changes can be made. */
  readonly onEnd: () => void;
}

/** Makes every change to the store. It is *open* until it is closed, or until the store fails it. */
export class Ledger {
  readonly #parts: LedgerParts;
  #end: EngineClosedError | StoreFailedError | undefined;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /**
   * Makes a change, whole or not at all, and carries out what follows from it.
   *
   * @throws {ENGINE_CLOSED}
   * @throws {ENGINE_STORE_FAILED}
   */
  change<T>(work: (unit: Unit) => T): T {
    this.checkOpen();
    const { store, functions, limits, clock, carryOut } = this.#parts;
    const unit = new Unit(store, functions, limits, clock.now());
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
    carryOut(unit);
    return result;
  }

  /** Runs what Node's event loop calls: there is nobody else to hear of a store that fails. */
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
