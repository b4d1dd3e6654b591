import path from 'node:path';
import { InputUnusableError, readTextFile, writeFileAtomically } from '@variegate/runner';
import type { OutputFolder } from '../folder/output-folder.ts';
import { parseRecord } from './parse-record.ts';
import type { VariantRecord } from './variant-record.ts';

/** Writes the record of a variant, whole or not at all, over the one that may be there. */
export async function writeRecord(folder: OutputFolder, record: VariantRecord): Promise<void> {
  await writeFileAtomically(recordPath(folder, record.id), `${JSON.stringify(record, null, 2)}\n`);
}

/** The record of a variant, or `null` where there is none that this version can read. */
export async function readRecord(folder: OutputFolder, id: string): Promise<VariantRecord | null> {
  let text: string;
  try {
    text = await readTextFile(recordPath(folder, id));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    // Something else in its place is no record either, and the next one replaces it.
    if (error instanceof InputUnusableError) return null;
    throw error;
  }
  const record = parseRecord(text);
  return record?.id === id ? record : null;
}

function recordPath(folder: OutputFolder, id: string): string {
  return path.join(folder.recordsPath, `${id}.json`);
}
