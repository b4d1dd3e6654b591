import type { VariegateEvent } from '@variegate/variants';

/** Something that happened in this process, and to which batch. */
export interface BatchEvent {
  /** `null`: to the process as a whole, as `admission` is. */
  readonly batchId: string | null;
  readonly event: VariegateEvent;
}

/** Which events to read. */
export interface EventFeedOptions {
  /** Only those of this batch and of the process as a whole. @default all */
  readonly batchId?: string;
  /** Ends the reading. */
  readonly signal?: AbortSignal;
}

/**
 * Passes events on to any number of readers, from the moment each begins to read. None misses a change of state; of
 * progress a slow reader finds only the latest, so it delays no other reader and takes little memory.
 */
export class EventFeed {
  readonly #readers = new Set<Reader>();
  #closed = false;

  publish(event: BatchEvent): void {
    for (const reader of this.#readers) reader.offer(event);
  }

  /** Ends every reader once it has read what is left. */
  close(): void {
    this.#closed = true;
    for (const reader of this.#readers) reader.end();
  }

  async *read({ batchId, signal }: EventFeedOptions = {}): AsyncGenerator<BatchEvent, void, void> {
    const reader = new Reader(batchId);
    const end = () => reader.end();
    this.#readers.add(reader);
    signal?.addEventListener('abort', end);
    if (this.#closed || signal?.aborted) end();
    try {
      for (let next = await reader.next(); next !== null; next = await reader.next()) yield next;
    } finally {
      this.#readers.delete(reader);
      signal?.removeEventListener('abort', end);
    }
  }
}

class Reader {
  readonly #batchId: string | undefined;
  /** By what they replace; a change of state replaces nothing. In the order of arrival. */
  readonly #waiting = new Map<string | symbol, BatchEvent>();
  #arrived = Promise.withResolvers<void>();
  #ended = false;

  constructor(batchId: string | undefined) {
    this.#batchId = batchId;
  }

  offer(event: BatchEvent): void {
    if (this.#batchId !== undefined && event.batchId !== null && event.batchId !== this.#batchId) return;
    const key = replacementKey(event);
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
    this.#arrived.resolve();
  }

  end(): void {
    this.#ended = true;
    this.#arrived.resolve();
  }

  async next(): Promise<BatchEvent | null> {
    for (;;) {
      for (const [key, event] of this.#waiting) {
        this.#waiting.delete(key);
        return event;
      }
      if (this.#ended) return null;
      await this.#arrived.promise;
      this.#arrived = Promise.withResolvers<void>();
    }
  }
}

function replacementKey({ event }: BatchEvent): string | symbol {
  switch (event.type) {
    case 'variant-progress':
      return `progress ${event.id}`;
    case 'input-hashing':
      return `hashing ${event.source}`;
    case 'admission':
      return 'admission';
    case 'batch-planned':
    case 'encoder-unavailable':
    case 'ffmpeg-untested':
    case 'memory-limit-exceeded':
    case 'variant-planned':
    case 'input-unusable':
    case 'variants-left-out':
    case 'variant-started':
    case 'variant-retrying':
    case 'variant-succeeded':
    case 'variant-failed':
    case 'variant-skipped':
    case 'summary':
      return Symbol(event.type);
  }
}
