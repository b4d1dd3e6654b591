import type { Progress, VariegateEvent } from '@variegate/variants';

/** Something that shows a run to somebody while it goes on: it only consumes what the run tells. */
export interface View {
  /** Takes in an event. */
  onEvent(event: VariegateEvent): void;
  /** Takes in the state of the whole run. */
  onProgress(progress: Progress): void;
  /** Shows a sentence that comes from the command itself. */
  say(sentence: string): void;
  /** Leaves the screen as the result should find it. */
  close(): void;
}
