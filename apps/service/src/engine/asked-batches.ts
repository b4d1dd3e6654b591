import { readFile, rename } from 'node:fs/promises';
import { type BatchRegister, parseBatchRequest } from '@variegate/workflow';
import { z } from 'zod';

const lineSchema = z.object({ request: z.unknown(), askedAt: z.iso.datetime() });

/**
 * Moves what the first version kept for itself of the batches that it had asked a server for, in a file with a line for
 * each, into the register that all workers share. Afterwards the file has another name.
 */
export async function registerAskedBatches(file: string, register: BatchRegister): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return;
  for (const line of text.split('\n')) {
    const asked = readLine(line);
    if (asked !== null) await register.enter(asked.request, asked.askedAt);
  }
  await rename(file, `${file}.moved`);
}

/** What a line holds; `null` for one that a crash cut short. */
function readLine(line: string) {
  try {
    const { request, askedAt } = lineSchema.parse(JSON.parse(line));
    return { request: parseBatchRequest(request), askedAt };
  } catch {
    return null;
  }
}
