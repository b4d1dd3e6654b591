import { statfs } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DiskSpaceLowError } from '../errors.ts';

const gibibyte = 1024 ** 3;

/** How long a run waits for space, once, before variants fail for lack of it; in milliseconds. */
const spacePatienceMs = 60_000;

/** How a floor behaves. */
export interface DiskFloorOptions {
  /** How long to wait for space, in milliseconds. @default 60000 */
  readonly patienceMs?: number;
  /** Called each time that free space falls below the floor. */
  readonly onLow?: () => void;
}

/** How full the file system of the output folder may be. */
export class DiskFloor {
  readonly #folder: string;
  readonly #minFreeBytes: number | null;
  readonly #patienceMs: number;
  readonly #onLow: () => void;
  #lowSinceMs: number | null = null;

  /**
   * @param minFreeBytes - `null`: 1 GiB, or a tenth of the file system where that is less, so that small volumes
   *   can be used at all.
   */
  constructor(
    folder: string,
    minFreeBytes: number | null,
    { patienceMs = spacePatienceMs, onLow = () => {} }: DiskFloorOptions = {},
  ) {
    this.#folder = folder;
    this.#minFreeBytes = minFreeBytes;
    this.#patienceMs = patienceMs;
    this.#onLow = onLow;
  }

  /** What is missing to the floor, in bytes; 0 while there is enough. */
  async shortfall(): Promise<{ readonly missingBytes: number; readonly freeBytes: number }> {
    const { bavail, blocks, bsize } = await statfs(this.#folder);
    const floor = this.#minFreeBytes ?? Math.min(gibibyte, (blocks * bsize) / 10);
    const freeBytes = bavail * bsize;
    return { missingBytes: Math.max(0, Math.ceil(floor - freeBytes)), freeBytes };
  }

  /**
   * Waits while there is less space than the floor asks for. The patience is shared: a run that has waited in vain
   * lets the other variants fail at once, until there is space again.
   *
   * @throws {VARIANTS_DISK_SPACE_LOW} when the space did not come back in time.
   */
  async waitForSpace(signal: AbortSignal): Promise<void> {
    for (;;) {
      const { missingBytes, freeBytes } = await this.shortfall();
      if (missingBytes === 0) {
        this.#lowSinceMs = null;
        return;
      }
      if (this.#lowSinceMs === null) this.#onLow();
      this.#lowSinceMs ??= performance.now();
      if (performance.now() - this.#lowSinceMs >= this.#patienceMs) {
        throw new DiskSpaceLowError(
          `Only ${freeBytes} bytes are free in "${this.#folder}", ${missingBytes} less than the floor.`,
        );
      }
      await delay(500, undefined, { signal });
    }
  }
}
