/** Counts frames and keeps the times of the first and the last. */
export class FrameClock {
  #count = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** @param seconds Presentation time of a frame. */
  tick(seconds: number): void {
    this.#count += 1;
    this.#first = Math.min(this.#first, seconds);
    this.#last = Math.max(this.#last, seconds);
  }

  get count(): number {
    return this.#count;
  }

  /** Time of the first frame; 0 without frames. */
  get firstSeconds(): number {
    return this.#count === 0 ? 0 : this.#first;
  }

  /**
   * From the first frame to the end of the last, which is taken to be shown for as long as the others are on average.
   * @param nominalSeconds How long a lone frame is shown.
   */
  durationSeconds(nominalSeconds: number): number {
    if (this.#count === 0) return 0;
    if (this.#count === 1) return nominalSeconds;
    const span = this.#last - this.#first;
    return span + span / (this.#count - 1);
  }
}
