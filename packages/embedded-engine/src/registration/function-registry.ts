import type { EventPayload } from '../event-payload.ts';
import { holds } from '../expressions/evaluate.ts';
import type { EventTrigger, RegisteredFunction } from './registered-function.ts';

interface Listener {
  readonly definition: RegisteredFunction;
  readonly trigger: EventTrigger;
}

/** The functions the engine runs, by id and by the events that start them. */
export class FunctionRegistry {
  readonly #byId: ReadonlyMap<string, RegisteredFunction>;
  /** By the name or pattern that the trigger gives. */
  readonly #listeners: ReadonlyMap<string, readonly Listener[]>;

  constructor(functions: readonly RegisteredFunction[]) {
    this.#byId = new Map(functions.map(definition => [definition.id, definition]));
    const listeners = functions.flatMap(definition =>
      definition.triggers.map(trigger => ({ definition, trigger })),
    );
    this.#listeners = Map.groupBy(listeners, ({ trigger }) => trigger.eventName);
  }

  get(id: string): RegisteredFunction | undefined {
    return this.#byId.get(id);
  }

  /** The functions that an event starts, each once however many of its triggers match. */
  startedBy(event: EventPayload): readonly RegisteredFunction[] {
    const started = new Set<RegisteredFunction>();
    for (const { definition, trigger } of this.#listenersTo(event.name)) {
      if (
        !started.has(definition) &&
        (trigger.condition === undefined || holds(trigger.condition, { event }))
      ) {
        started.add(definition);
      }
    }
    return [...started];
  }

  /** Whether an event of this name could start a function. */
  hasTrigger(eventName: string): boolean {
    return this.#listenersTo(eventName).length > 0;
  }

  list(): readonly RegisteredFunction[] {
    return [...this.#byId.values()];
  }

  #listenersTo(eventName: string): readonly Listener[] {
    return patternsOf(eventName).flatMap(pattern => this.#listeners.get(pattern) ?? []);
  }
}

/**
 * The names and patterns that a trigger can give to be started by an event: its name, and what stands before each of its
 * slashes and dots, with an asterisk.
 */
function patternsOf(eventName: string): readonly string[] {
  const ends = Array.from(eventName.matchAll(/[./]/g), ({ index }) => `${eventName.slice(0, index + 1)}*`);
  return [eventName, ...ends];
}
