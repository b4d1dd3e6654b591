/** Cuts a stream of bytes into frames of one size; what is left at the end is not a whole frame and is dropped. */
export class FrameSplitter {
  readonly #frame: Uint8Array;
  readonly #onFrame: (frame: Uint8Array) => void;
  #filled = 0;

  /** @param onFrame - is lent the frame: its bytes are overwritten by the next. */
  constructor(frameBytes: number, onFrame: (frame: Uint8Array) => void) {
    this.#frame = new Uint8Array(frameBytes);
    this.#onFrame = onFrame;
  }

  write(chunk: Uint8Array): void {
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + this.#frame.length - this.#filled);
      this.#frame.set(piece, this.#filled);
      this.#filled += piece.length;
      taken += piece.length;
      if (this.#filled < this.#frame.length) continue;
      this.#onFrame(this.#frame);
      this.#filled = 0;
    }
  }
}
