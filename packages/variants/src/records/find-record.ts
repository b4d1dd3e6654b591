import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { outputFolderAt } from '../folder/output-folder.ts';
import { parseOutputName } from '../job/output-name.ts';
import { readRecord } from './record-store.ts';
import type { SucceededRecord } from './variant-record.ts';

/** The record of a variant's file, found by its name in the folder it lies in; `null` where there is none. */
export async function findRecord(variantPath: string): Promise<SucceededRecord | null> {
  const idStart = parseOutputName(variantPath)?.idStart;
  if (idStart === undefined) return null;
  const file = path.resolve(variantPath);
  // A tree of outputs has its records in the folder at its root.
  for (let root = path.dirname(file), depth = 0; depth < deepestTree; depth++) {
    const record = await recordIn(root, path.relative(root, file).replaceAll(path.sep, '/'), idStart);
    if (record !== null || path.dirname(root) === root) return record;
    root = path.dirname(root);
  }
  return null;
}

/** Folders above a file in which its record is looked for. */
const deepestTree = 32;

async function recordIn(root: string, output: string, idStart: string): Promise<SucceededRecord | null> {
  const folder = outputFolderAt(root);
  const names = await readdir(folder.recordsPath).catch(() => []);
  for (const name of names.filter(candidate => candidate.startsWith(idStart))) {
    const record = await readRecord(folder, path.parse(name).name);
    if (record?.status === 'succeeded' && record.output === output) return record;
  }
  return null;
}
