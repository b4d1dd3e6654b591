import type { VariantFailedEvent, VariegateEvent } from '@variegate/variants';
import type {
  BatchProgress,
  FailedVariant,
  PublishedVariant,
  RunningVariant,
  WaitReason,
} from './batch-progress.ts';

/** Failures kept of one batch: enough to see what is wrong, few enough to send again and again. */
const maxFailures = 50;
/** Published variants kept of one batch. */
const maxPublished = 12;

/** Follows one batch by what happens to it in this process. */
export class BatchTracker {
  readonly #batchId: string;
  readonly #instanceId: string;
  readonly #running = new Map<string, RunningVariant>();
  readonly #failures: FailedVariant[] = [];
  readonly #published: PublishedVariant[] = [];
  #requested: number | null = null;
  #succeeded = 0;
  #failed = 0;
  #skipped = 0;
  #isFinal = false;
  #at: string;

  constructor(batchId: string, instanceId: string, at: string) {
    this.#batchId = batchId;
    this.#instanceId = instanceId;
    this.#at = at;
  }

  take(event: VariegateEvent): void {
    this.#at = event.at;
    switch (event.type) {
      case 'batch-planned':
        this.#requested = event.requested;
        break;
      case 'variant-started':
        this.#running.set(event.id, { ...named(event), percent: 0, speed: null, etaSeconds: null });
        break;
      case 'variant-progress': {
        const { percent, speed, etaSeconds } = event;
        this.#running.set(event.id, { ...named(event), percent, speed, etaSeconds });
        break;
      }
      case 'variant-retrying':
        this.#running.delete(event.id);
        break;
      case 'variant-succeeded':
        this.#running.delete(event.id);
        this.#succeeded += 1;
        this.#published.push(named(event));
        if (this.#published.length > maxPublished) this.#published.shift();
        break;
      case 'variant-skipped':
        this.#running.delete(event.id);
        this.#skipped += 1;
        break;
      case 'variant-failed':
        if (event.id !== null) this.#running.delete(event.id);
        this.#failed += 1;
        this.#note(event);
        break;
      case 'summary':
        this.#running.clear();
        this.#isFinal = true;
        this.#requested = event.requested;
        this.#succeeded = event.succeeded;
        this.#failed = event.failed;
        this.#skipped = event.skipped;
        break;
      case 'input-hashing':
      case 'memory-limit-exceeded':
      case 'input-unusable':
      case 'variants-left-out':
      case 'admission':
      case 'encoder-unavailable':
      case 'ffmpeg-untested':
      case 'variant-planned':
        break;
    }
  }

  get progress(): BatchProgress {
    const running = [...this.#running.values()];
    const counts = { succeeded: this.#succeeded, failed: this.#failed, skipped: this.#skipped };
    return {
      batchId: this.#batchId,
      instanceId: this.#instanceId,
      requested: this.#requested,
      ...counts,
      percent: percentOf(this.#requested, counts, running),
      running,
      published: [...this.#published],
      etaSeconds: null,
      isFinal: this.#isFinal,
      waiting: [],
      failures: [...this.#failures],
      at: this.#at,
    };
  }

  #note({ source, index, series, error: { code, message } }: VariantFailedEvent) {
    const named = series === undefined ? {} : { series };
    if (this.#failures.length < maxFailures) this.#failures.push({ source, index, ...named, code, message });
  }
}

/** The progress of batches that several workers share: each reports the variants that it renders. */
export function combineProgress(
  parts: readonly BatchProgress[],
  waiting: readonly WaitReason[],
): BatchProgress | null {
  const [first] = parts;
  if (first === undefined) return null;
  // The worker that folds the results in knows all counts.
  const counting = parts.filter(part => part.isFinal).slice(0, 1);
  const sum = (count: (part: BatchProgress) => number) =>
    (counting.length === 0 ? parts : counting).reduce((total, part) => total + count(part), 0);
  const counts = {
    succeeded: sum(part => part.succeeded),
    failed: sum(part => part.failed),
    skipped: sum(part => part.skipped),
  };
  const requested = parts.find(part => part.requested !== null)?.requested ?? null;
  const isFinal = counting.length > 0;
  const running = isFinal ? [] : parts.flatMap(part => part.running);
  return {
    batchId: first.batchId,
    instanceId: null,
    requested,
    ...counts,
    percent: percentOf(requested, counts, running),
    running,
    published: parts.flatMap(part => part.published).slice(-maxPublished),
    etaSeconds: null,
    isFinal,
    waiting: isFinal ? [] : waiting,
    failures: parts.flatMap(part => part.failures).slice(0, maxFailures),
    at:
      parts
        .map(part => part.at)
        .sort()
        .at(-1) ?? first.at,
  };
}

const named = ({ id, output }: { readonly id: string; readonly output: string }) => ({ id, output });

function percentOf(
  requested: number | null,
  {
    succeeded,
    failed,
    skipped,
  }: { readonly succeeded: number; readonly failed: number; readonly skipped: number },
  running: readonly RunningVariant[],
): number | null {
  if (requested === null) return null;
  if (requested === 0) return 100;
  const finished = succeeded + failed + skipped;
  const underWay = running.reduce((total, { percent }) => total + percent / 100, 0);
  // A step that is done twice, as at-least-once allows, counts twice here until the batch's own counts are in.
  return Math.min(100, (100 * (finished + underWay)) / requested);
}
