import type { VariegateEvent } from '@variegate/variants';

/**
 * Lets the beginning of a batch and the end of each of its variants pass once. A batch that continues after a
 * crash first reports what had ended before, and a step that is done again would report it twice.
 */
export class EventGate {
  readonly #passed = new Set<string>();

  /** Whether an event is news. */
  isNews(event: VariegateEvent): boolean {
    const key = keyOf(event);
    if (key === null) return true;
    if (this.#passed.has(key)) return false;
    this.#passed.add(key);
    return true;
  }
}

function keyOf(event: VariegateEvent): string | null {
  switch (event.type) {
    case 'batch-planned':
    case 'encoder-unavailable':
    case 'ffmpeg-untested':
    case 'memory-limit-exceeded':
      return event.type;
    case 'input-unusable':
    case 'variants-left-out':
      return `${event.type} ${event.source}`;
    case 'variant-succeeded':
    case 'variant-failed':
    case 'variant-skipped':
      return `${event.kind} ${event.series ?? ''} ${event.index} ${event.source}`;
    case 'input-hashing':
    case 'variant-planned':
    case 'variant-started':
    case 'variant-progress':
    case 'variant-retrying':
    case 'admission':
    case 'summary':
      return null;
  }
}
