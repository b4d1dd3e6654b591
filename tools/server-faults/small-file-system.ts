import { execFileSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file system that is soon full: room for a batch, and little more. Needs Linux, and the right to mount. */
export class SmallFileSystem {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async mount(folder: string): Promise<SmallFileSystem> {
    await mkdir(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', folder]);
    return new SmallFileSystem(folder);
  }

  /** Leaves not a byte. */
  async fill(): Promise<void> {
    const handle = await open(join(this.#folder, 'filling'), 'w');
    const chunk = Buffer.alloc(64 * 1024);
    try {
      for (;;) await handle.write(chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await handle.close();
    }
  }

  async empty(): Promise<void> {
    await rm(join(this.#folder, 'filling'));
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.#folder]);
  }
}
