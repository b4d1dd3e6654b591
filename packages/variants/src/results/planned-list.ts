import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { PlannedInput } from '../planning/planned-input.ts';
import type { PlannedSource } from '../planning/variant-job.ts';
import type { VariantError } from '../records/variant-record.ts';

/** What a run has planned for one input: enough to fold the records of its variants into results, in order. */
export type PlannedEntry = PlannedSourceEntry | PlannedRefusedEntry | PlannedDuplicateEntry;

/** A source and the ids of its variants, by number. */
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

/** The list of what a run has planned, on disk, so that memory does not grow with the number of inputs. */
export class PlannedList implements AsyncDisposable {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Begins a list; one that is there is emptied. */
  static async create(path: string): Promise<PlannedList> {
    return new PlannedList(path, await open(path, 'w'));
  }

  /** Adds an input. Calls must not overlap. */
  async add(input: PlannedInput | PlannedEntry): Promise<void> {
    const entry: PlannedEntry =
      input.kind === 'planned' && 'jobs' in input
        ? { kind: 'planned', source: input.source, ids: input.jobs.map(job => job.id) }
        : input;
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`);
  }

  /** Everything added so far, in order; can be read several times. */
  async *entries(): AsyncGenerator<PlannedEntry> {
    const lines = createInterface({
      input: createReadStream(this.#path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    });
    for await (const line of lines) yield JSON.parse(line) as PlannedEntry;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}
