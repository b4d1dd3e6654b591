import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { outputFolderAt } from '../folder/output-folder.ts';
import { parseOutputName } from '../job/output-name.ts';
import { readRecord } from './record-store.ts';
import type { SucceededRecord } from './variant-record.ts';

/** The record of a variant's file, found by its name in the folder it lies in; `null` where there is none. */
export async function findRecord(variantPath: string): Promise<SucceededRecord | null> {
  const output = path.basename(variantPath);
  const idStart = parseOutputName(output)?.idStart;
  if (idStart === undefined) return null;
  const folder = outputFolderAt(path.dirname(variantPath));
  const names = await readdir(folder.recordsPath).catch(() => []);
  for (const name of names.filter(candidate => candidate.startsWith(idStart))) {
    const record = await readRecord(folder, path.parse(name).name);
    if (record?.status === 'succeeded' && record.output === output) return record;
  }
  return null;
}
