import type { EventPayload } from '../event-payload.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { RegisteredFunction } from './registered-function.ts';

/** The functions the engine runs, by id and by the events that start them. */
export class FunctionRegistry {
  readonly #byId: ReadonlyMap<string, RegisteredFunction>;
  readonly #byEvent: ReadonlyMap<string, readonly RegisteredFunction[]>;

  constructor(functions: readonly RegisteredFunction[]) {
    this.#byId = new Map(functions.map(definition => [definition.id, definition]));
    const names = new Set(functions.flatMap(({ triggers }) => triggers.map(({ eventName }) => eventName)));
    this.#byEvent = new Map(
      [...names].map(name => [
        name,
        functions.filter(({ triggers }) => triggers.some(({ eventName }) => eventName === name)),
      ]),
    );
  }

  get(id: string): RegisteredFunction | undefined {
    return this.#byId.get(id);
  }

  /** The functions that an event starts, each once however many of its triggers match. */
  startedBy(event: EventPayload): readonly RegisteredFunction[] {
    const candidates = this.#byEvent.get(event.name) ?? [];
    return candidates.filter(({ triggers }) =>
      triggers.some(
        ({ eventName, condition }) =>
          eventName === event.name && (condition === undefined || evaluate(condition, event) === true),
      ),
    );
  }

  /** Whether an event of this name could start a function. */
  hasTrigger(eventName: string): boolean {
    return this.#byEvent.has(eventName);
  }

  list(): readonly RegisteredFunction[] {
    return [...this.#byId.values()];
  }
}
