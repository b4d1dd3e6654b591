import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { policy } from './policy.ts';

/** What measured peaks teach about estimates, class by class. */
export interface Learning {
  /** The 95th percentile of peak / estimate in that class; 0 while nothing is known. */
  correction(className: string): number;
  /** Takes in one task that ended well: its measured peak divided by its estimate, > 0. */
  record(className: string, ratio: number): void;
}

/** The ratios of every class, oldest first. */
export type LearnedRatios = ReadonlyMap<string, readonly number[]>;

/** Learning that lives in memory. */
export class MemoryLearning implements Learning {
  readonly #ratios = new Map<string, number[]>();
  readonly #corrections = new Map<string, number>();

  constructor(known: LearnedRatios = new Map()) {
    for (const [className, ratios] of known)
      this.#ratios.set(className, ratios.slice(-policy.learnedSamples));
  }

  /** Everything learnt so far; the class that was taught last comes last. */
  get ratios(): LearnedRatios {
    return this.#ratios;
  }

  correction(className: string): number {
    const known = this.#corrections.get(className);
    if (known !== undefined) return known;
    const correction = percentile(this.#ratios.get(className) ?? [], policy.learnedPercentile);
    this.#corrections.set(className, correction);
    return correction;
  }

  record(className: string, ratio: number): void {
    if (!Number.isFinite(ratio) || ratio <= 0) return;
    const ratios = this.#ratios.get(className) ?? [];
    ratios.push(Number(ratio.toFixed(4)));
    if (ratios.length > policy.learnedSamples) ratios.shift();
    this.#ratios.delete(className);
    this.#ratios.set(className, ratios);
    this.#corrections.delete(className);
    if (this.#ratios.size > policy.learnedClasses) this.#forgetOldest();
  }

  #forgetOldest(): void {
    const [oldest] = this.#ratios.keys();
    if (oldest === undefined) return;
    this.#ratios.delete(oldest);
    this.#corrections.delete(oldest);
  }
}

/** The nearest-rank percentile; 0 of nothing. */
function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

/** Learning that is kept in a file between runs. Disposing of it saves it. */
export interface FileLearning extends Learning, AsyncDisposable {
  /** Replaces the file, whole or not at all. A file that cannot be written is done without. */
  save(): Promise<void>;
}

const format = z.object({
  formatVersion: z.literal(1),
  classes: z.record(z.string(), z.array(z.number().positive())),
});

/**
 * Opens learning that is kept in a file. It is a cache: one that is missing, unreadable, damaged or of
 * another version counts as empty, and what is lost is learnt again.
 *
 * @param path the file; its folder is made when it is saved
 */
export async function openLearning(path: string): Promise<FileLearning> {
  const memory = new MemoryLearning(await load(path));
  const save = (): Promise<void> => store(path, memory.ratios);
  return {
    correction: className => memory.correction(className),
    record: (className, ratio) => memory.record(className, ratio),
    save,
    [Symbol.asyncDispose]: save,
  };
}

async function load(path: string): Promise<LearnedRatios> {
  try {
    const { classes } = format.parse(JSON.parse(await readText(path)));
    return new Map(Object.entries(classes));
  } catch {
    return new Map();
  }
}

/** A pipe in its place would be waited for without an end; Windows does not know the flag. */
async function readText(path: string): Promise<string> {
  await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  return (await file.stat()).isFile() ? await file.readFile('utf8') : '';
}

async function store(path: string, ratios: LearnedRatios): Promise<void> {
  const scratch = `${path}.${randomUUID()}.tmp`;
  const text = JSON.stringify({ formatVersion: 1, classes: Object.fromEntries(ratios) });
  try {
    await makeFolder(dirname(path));
    await writeFile(scratch, text);
    await rename(scratch, path);
  } catch {
    await rm(scratch, { force: true }).catch(() => {});
  }
}

/** Not Node's own recursive way, which never returns where a parent stays missing, as below `/proc`. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder).catch((error: NodeJS.ErrnoException) => error);
  if (made === undefined || made.code === 'EEXIST') return;
  if (made.code !== 'ENOENT' || dirname(folder) === folder) throw made;
  await makeFolder(dirname(folder));
  await mkdir(folder);
}
