import type { ExpectedOutput } from '@variegate/core-filters';
import type { ProgressReport } from './parse-progress.ts';

/** How far a render is. */
export interface RenderProgress {
  /** 0 to 100, never less than in an earlier report. */
  readonly percent: number;
  /** Frames written; `null` as long as ffmpeg does not say. */
  readonly frame: number | null;
  /** Media seconds rendered per second; `null` as long as ffmpeg does not say. */
  readonly speed: number | null;
  /** Seconds left; `null` as long as nothing can be said. */
  readonly etaSeconds: number | null;
  /** Media time written, in seconds. */
  readonly outSeconds: number;
  /** Size of the file so far. */
  readonly bytes: number;
}

/** Turns ffmpeg's reports into progress towards the expected output that never goes backwards. */
export class ProgressTracker {
  readonly #expected: ExpectedOutput;
  #percent = 0;
  #outSeconds = 0;
  #bytes = 0;
  #frame: number | null = null;

  constructor(expected: ExpectedOutput) {
    this.#expected = expected;
  }

  /** @param elapsedSeconds since the start of the render */
  report(report: ProgressReport, elapsedSeconds: number): RenderProgress {
    this.#outSeconds = Math.max(this.#outSeconds, report.outSeconds ?? 0);
    this.#bytes = Math.max(this.#bytes, report.bytes ?? 0);
    if (report.frame !== null) this.#frame = Math.max(this.#frame ?? 0, report.frame);
    this.#percent = Math.max(this.#percent, this.#share() * 100);
    return {
      percent: this.#percent,
      frame: this.#frame,
      speed: report.speed,
      etaSeconds: this.#percent > 0 ? (elapsedSeconds * (100 - this.#percent)) / this.#percent : null,
      outSeconds: this.#outSeconds,
      bytes: this.#bytes,
    };
  }

  #share(): number {
    const { frameCount, durationSeconds } = this.#expected;
    // Frames are the work; time runs ahead where audio is written before its frames.
    const done =
      frameCount > 0 && this.#frame !== null ? this.#frame / frameCount : this.#outSeconds / durationSeconds;
    return Number.isFinite(done) ? Math.min(1, done) : 0;
  }
}
