import type { Progress, VariegateEvent } from '@variegate/variants';

/** Shows a run while it lasts: it only consumes the run's events. */
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
