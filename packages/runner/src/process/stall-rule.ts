import type { ProgressReport } from '../progress/parse-progress.ts';
import type { ProcessUsage } from './process-usage.ts';

/**
 * Decides what counts as an advance. Reports that repeat themselves do not. Until the first frame is written, what the
 * program takes in does: reversing a video reads all of it, and keeps all of its frames, before anything comes out.
 * Processor time is none: a filter that computes for ever uses all there is, and takes in nothing more.
 */
export class StallRule {
  readonly #onAdvance: () => void;
  #furthest = { frame: 0, outSeconds: 0, bytes: 0 };
  #started = false;
  #taken = { readBytes: 0, peakMemoryBytes: 0 };

  constructor(onAdvance: () => void) {
    this.#onAdvance = onAdvance;
  }

  /** Whether anything at all has come out. */
  get hasProgressed(): boolean {
    return Object.values(this.#furthest).some(figure => figure > 0);
  }

  report({ frame, outSeconds, bytes }: ProgressReport): void {
    this.#started ||= (frame ?? outSeconds ?? 0) > 0;
    const before = this.#furthest;
    this.#furthest = {
      frame: Math.max(before.frame, frame ?? 0),
      outSeconds: Math.max(before.outSeconds, outSeconds ?? 0),
      bytes: Math.max(before.bytes, bytes ?? 0),
    };
    const { frame: newFrame, outSeconds: newSeconds, bytes: newBytes } = this.#furthest;
    if (newFrame > before.frame || newSeconds > before.outSeconds || newBytes > before.bytes)
      this.#onAdvance();
  }

  sampled({ readBytes, peakMemoryBytes }: ProcessUsage): void {
    const before = this.#taken;
    this.#taken = { readBytes: readBytes ?? 0, peakMemoryBytes };
    if (this.#started) return;
    if (this.#taken.readBytes > before.readBytes || peakMemoryBytes > before.peakMemoryBytes)
      this.#onAdvance();
  }
}
