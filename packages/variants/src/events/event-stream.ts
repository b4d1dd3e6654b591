import { type Progress, TotalProgress } from './total-progress.ts';
import type { VariegateEvent } from './variegate-event.ts';

type WithoutTime<Event> = Event extends VariegateEvent ? Omit<Event, 'at'> : never;

/** An event before it is given its time. */
export type UntimedEvent = WithoutTime<VariegateEvent>;

/** Who wants to know. */
export interface Listeners {
  readonly onEvent?: ((event: VariegateEvent) => void) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Gives events their time and hands them to the listeners, together with what they add up to. */
export class EventStream {
  readonly #listeners: Listeners;
  readonly #total = new TotalProgress();

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  /** Reports an event; returns it as it was reported. A listener that throws brings the process down, not the run. */
  emit(untimed: UntimedEvent): VariegateEvent {
    const event = { ...untimed, at: new Date().toISOString() } as VariegateEvent;
    const progress = this.#total.update(event);
    try {
      this.#listeners.onEvent?.(event);
      if (progress !== null) this.#listeners.onProgress?.(progress);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
    return event;
  }
}
