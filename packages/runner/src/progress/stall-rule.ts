import type { ProgressReport } from './parse-progress.ts';

/**
 * Decides what counts as an advance. Reports that repeat themselves do not. Until the first frame is written, processor
 * time does: reversing a video decodes all of it before anything comes out.
 */
export class StallRule {
  readonly #onAdvance: () => void;
  #furthest = { frame: 0, outSeconds: 0, bytes: 0 };
  #started = false;

  constructor(onAdvance: () => void) {
    this.#onAdvance = onAdvance;
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

  cpuAdvanced(): void {
    if (!this.#started) this.#onAdvance();
  }
}
