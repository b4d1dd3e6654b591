import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** Videos as they appear in the folder of a batch. */
export class Publications {
  readonly #folder: string;
  readonly #seen = new Map<string, number>();
  #watcher: FSWatcher | null = null;

  /** @param folder - need not exist yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The videos that are there now. The first call that finds the folder begins to watch it. */
  async files(): Promise<readonly string[]> {
    const names = await this.#videos();
    if (this.#watcher === null && names !== null) {
      for (const name of names) this.#seen.set(name, 1);
      this.#watcher = watch(this.#folder, (kind, name) => {
        if (kind === 'rename' && name?.endsWith('.mp4'))
          this.#seen.set(name, (this.#seen.get(name) ?? 0) + 1);
      });
    }
    return names ?? [];
  }

  /** How many appeared more than once, or disappeared. */
  twice(): number {
    return [...this.#seen.values()].filter(count => count > 1).length;
  }

  close(): void {
    this.#watcher?.close();
  }

  #videos(): Promise<readonly string[] | null> {
    return readdir(this.#folder).then(
      names => names.filter(name => name.endsWith('.mp4')),
      () => null,
    );
  }
}
