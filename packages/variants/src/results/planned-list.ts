import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { openRegularFile } from '@variegate/runner';
import type { PlannedSource } from '../job/variant-job.ts';
import type { VariantError } from '../records/variant-record.ts';

/** What a run has planned for one input: enough to fold the records of its variants into results, in order. */
export type PlannedEntry = PlannedSourceEntry | PlannedRefusedEntry | PlannedDuplicateEntry;

/** A source and the ids of its variants, in order. */
export interface PlannedSourceEntry {
  readonly kind: 'planned';
  readonly source: PlannedSource;
  readonly ids: readonly string[];
}

/** An input that could not be used. */
export interface PlannedRefusedEntry {
  readonly kind: 'refused';
  readonly path: string;
  readonly error: VariantError;
}

/** An input with the same bytes as an earlier one. */
export interface PlannedDuplicateEntry {
  readonly kind: 'duplicate';
  readonly path: string;
  readonly duplicateOf: string;
}

/** Where an entry lies in the file. */
interface Stretch {
  readonly position: number;
  readonly length: number;
}

/**
 * The list of what a run has planned, on disk: of each input only its place in the file is held in memory. Entries may
 * come in any order, and are read in the order of the inputs.
 */
export class PlannedList implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #stretches: (Stretch | undefined)[] = [];
  readonly #substitutes = new Map<string, string>();
  #end = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Begins a list; an existing one is emptied.
   *
   * @throws {RUNNER_INPUT_UNUSABLE} when something lies there that is not a regular file.
   */
  static async create(path: string): Promise<PlannedList> {
    return new PlannedList(
      await openRegularFile(path, constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC),
    );
  }

  /**
   * Adds what was planned for an input.
   *
   * @param inputIndex - the input's place among the inputs, from 0. @default the one after the last
   */
  async add(entry: PlannedEntry, inputIndex: number = this.#stretches.length): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    const stretch = { position: this.#end, length: bytes.length };
    this.#end += bytes.length;
    this.#stretches[inputIndex] = stretch;
    await this.#file.write(bytes, 0, bytes.length, stretch.position);
  }

  /** Says that another variant stands for a planned one. @param id - of the variant that was made */
  substitute(plannedId: string, id: string): void {
    this.#substitutes.set(plannedId, id);
  }

  /** Everything added so far, in the order of the inputs; can be read several times. */
  async *entries(): AsyncGenerator<PlannedEntry> {
    for (const stretch of this.#stretches) {
      if (stretch === undefined) continue;
      const { buffer } = await this.#file.read(
        Buffer.alloc(stretch.length),
        0,
        stretch.length,
        stretch.position,
      );
      // Written by this very object, so nothing has to be checked.
      const entry = JSON.parse(buffer.toString('utf8')) as PlannedEntry;
      yield entry.kind === 'planned' ? { ...entry, ids: entry.ids.map(id => this.#idOf(id)) } : entry;
    }
  }

  #idOf(plannedId: string): string {
    return this.#substitutes.get(plannedId) ?? plannedId;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}
