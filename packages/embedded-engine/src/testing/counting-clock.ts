import { ManualClock } from '../clock.ts';

/** A clock that moves on demand, and counts what waits for it. */
export class CountingClock extends ManualClock {
  #waiting = 0;
  #most = 0;

  /** The most calls that waited at one time. */
  get most(): number {
    return this.#most;
  }

  override wakeAt(timeMs: number, callback: () => void): () => void {
    this.#waiting += 1;
    this.#most = Math.max(this.#most, this.#waiting);
    let isWaiting = true;
    const end = () => {
      if (isWaiting) this.#waiting -= 1;
      isWaiting = false;
    };
    const takeBack = super.wakeAt(timeMs, () => {
      end();
      callback();
    });
    return () => {
      end();
      takeBack();
    };
  }
}
