import type { Json } from '../json.ts';

/**
 * Passes messages on to any number of readers. Each has its own queue from the moment it subscribes, so none misses
 * a message and a slow one delays no other; what a reader leaves unread stays in memory until it stops.
 */
export class Broadcast<T> {
  readonly #readers = new Set<Reader<T>>();
  #isClosed = false;

  /** Subscribes. The iterable ends when the broadcast is closed or the signal is aborted. */
  subscribe(accepts: (message: T) => boolean, signal?: AbortSignal): AsyncIterableIterator<T> {
    const end = () => reader.end();
    const reader = new Reader<T>(accepts, () => {
      this.#readers.delete(reader);
      signal?.removeEventListener('abort', end);
    });
    this.#readers.add(reader);
    signal?.addEventListener('abort', end);
    if (this.#isClosed || signal?.aborted) end();
    return reader;
  }

  publish(message: T): void {
    for (const reader of this.#readers) reader.offer(message);
  }

  /** Ends every subscription once its reader has read what is left. */
  close(): void {
    this.#isClosed = true;
    for (const reader of [...this.#readers]) reader.end();
  }
}

class Reader<T> implements AsyncIterableIterator<T> {
  readonly #accepts: (message: T) => boolean;
  readonly #leave: () => void;
  #messages: T[] = [];
  #waiting: ((result: IteratorResult<T>) => void)[] = [];
  #hasEnded = false;

  constructor(accepts: (message: T) => boolean, leave: () => void) {
    this.#accepts = accepts;
    this.#leave = leave;
  }

  offer(message: T): void {
    if (!this.#accepts(message)) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#messages.push(message);
    else waiting({ done: false, value: message });
  }

  end(): void {
    this.#hasEnded = true;
    this.#leave();
    for (const waiting of this.#waiting.splice(0)) waiting({ done: true, value: undefined });
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.#messages.length > 0) return { done: false, value: this.#messages.shift() as T };
    if (this.#hasEnded) return { done: true, value: undefined };
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  async return(): Promise<IteratorResult<T>> {
    this.#messages = [];
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Something a function published, as `inngest.realtime.publish` and `step.realtime.publish` send it. */
export interface RealtimeMessage {
  readonly channel: string;
  readonly topic: string;
  readonly data: Json;
  /** The run that published it; `undefined` when it came from outside any. */
  readonly runId: string | undefined;
}
