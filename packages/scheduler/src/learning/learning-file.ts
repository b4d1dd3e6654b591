import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type LearnedRatios, type Learning, MemoryLearning } from './learning.ts';

/** Learning that is kept in a file between runs. Disposing of it saves it. */
export interface FileLearning extends Learning, AsyncDisposable {
  /** Writes the file anew, whole or not at all. A file that cannot be written is done without. */
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
    const { classes } = format.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Map(Object.entries(classes));
  } catch {
    return new Map();
  }
}

async function store(path: string, ratios: LearnedRatios): Promise<void> {
  const scratch = `${path}.${randomUUID()}.tmp`;
  const text = JSON.stringify({ formatVersion: 1, classes: Object.fromEntries(ratios) });
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(scratch, text);
    await rename(scratch, path);
  } catch {
    await rm(scratch, { force: true });
  }
}
