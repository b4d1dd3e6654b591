import type { VariegateEvent } from './variegate-event.ts';

/** The state of a whole run. */
export interface Progress {
  /** 0..100, never less than before, 100 exactly when every variant has ended. */
  readonly percent: number;
  /** Variants asked for. */
  readonly requested: number;
  /** Variants that have succeeded, failed, or were skipped. */
  readonly settled: number;
  /** Variants that are being rendered. */
  readonly running: number;
  readonly failed: number;
  /** Seconds to go at the rate so far; `null` while unknown. */
  readonly etaSeconds: number | null;
}

/** Adds up the events of a run. Every variant counts the same. */
export class TotalProgress {
  readonly #now: () => number;
  readonly #running = new Map<string, number>();
  #requested = 0;
  #settled = 0;
  #failed = 0;
  #rendered = 0;
  #percent = 0;
  #startedMs: number | null = null;

  /** `now` gives milliseconds on a clock that never goes back. @default performance.now */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes in an event. @returns the new state, or `null` where the event changes nothing. */
  update(event: VariegateEvent): Progress | null {
    switch (event.type) {
      case 'batch-planned':
        this.#requested = event.requested;
        break;
      case 'variant-started':
        this.#startedMs ??= this.#now();
        this.#running.set(event.id, 0);
        break;
      case 'variant-progress':
        this.#running.set(event.id, event.percent / 100);
        break;
      case 'variant-retrying':
        this.#running.delete(event.id);
        break;
      case 'variant-succeeded':
      case 'variant-failed':
      case 'variant-skipped':
        this.#finish(event);
        break;
      case 'encoder-unavailable':
      case 'ffmpeg-untested':
      case 'input-hashing':
      case 'memory-limit-exceeded':
      case 'input-unusable':
      case 'variants-left-out':
      case 'variant-planned':
      case 'admission':
      case 'summary':
        return null;
    }
    return this.#progress();
  }

  #finish(event: { type: string; id: string | null }): void {
    if (event.id !== null && this.#running.delete(event.id)) this.#rendered += 1;
    if (event.type === 'variant-failed') this.#failed += 1;
    this.#settled += 1;
  }

  #progress(): Progress {
    const partial = this.#running.values().reduce((sum, share) => sum + share, 0);
    const share = this.#requested === 0 ? 0 : Math.min(1, (this.#settled + partial) / this.#requested);
    this.#percent = Math.max(this.#percent, share * 100);
    return {
      percent: this.#percent,
      requested: this.#requested,
      settled: this.#settled,
      running: this.#running.size,
      failed: this.#failed,
      etaSeconds: this.#eta(partial),
    };
  }

  #eta(partial: number): number | null {
    const done = this.#rendered + partial;
    if (this.#startedMs === null || done === 0) return null;
    const left = this.#requested - this.#settled - partial;
    return (((this.#now() - this.#startedMs) / 1000) * left) / done;
  }
}
