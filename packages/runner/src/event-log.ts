/**
 * Events for any number of readers, each at its own pace. Steps are kept and every reader sees all of them in their
 * order; of progress only the newest is kept, so a slow reader costs nothing and delays no other.
 */
export class EventLog<Step, Progress> implements AsyncIterable<Step | Progress> {
  readonly #steps: Step[] = [];
  #progress: { readonly value: Progress; readonly afterSteps: number; readonly number: number } | null = null;
  #reports = 0;
  #closed = false;
  #changed = Promise.withResolvers<void>();

  /** Adds an event that no reader misses. */
  step(step: Step): void {
    this.#steps.push(step);
    this.#wake();
  }

  /** Replaces the progress that readers have not yet seen. */
  progress(value: Progress): void {
    this.#reports += 1;
    this.#progress = { value, afterSteps: this.#steps.length, number: this.#reports };
    this.#wake();
  }

  /** Ends every reader once it has seen all there is. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Step | Progress, void, void> {
    let steps = 0;
    let seen = 0;
    for (;;) {
      const changed = this.#changed.promise;
      const progress = this.#progress;
      if (progress !== null && progress.number > seen && progress.afterSteps <= steps) {
        seen = progress.number;
        // A reader that is past the step that followed this report no longer wants it.
        if (progress.afterSteps === steps) yield progress.value;
        continue;
      }
      const step = this.#steps[steps];
      if (steps < this.#steps.length && step !== undefined) {
        steps += 1;
        yield step;
      } else if (this.#closed) {
        return;
      } else {
        await changed;
      }
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
