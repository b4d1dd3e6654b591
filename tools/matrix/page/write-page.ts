import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import type { Check } from '../checks/check.ts';
import { composePage } from './compose-page.ts';
import type { Explanation } from './explanation.ts';
import { type Cell, mergeResults, readResults } from './matrix-results.ts';

/** Writes new cells into the results and the page of a folder; all others stay as they were. */
export async function writePage(
  outDir: string,
  measured: readonly Cell[],
  checks: readonly Check[],
  explanations: readonly Explanation[],
): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const file = path.join(outDir, 'ffmpeg-versions.json');
  const order = checks.map(({ name }) => name);
  const results = mergeResults(await readResults(file), measured, order);
  await writeFileAtomically(file, `${JSON.stringify(results, null, 1)}\n`);
  const page = composePage(results, checks, explanations);
  await writeFileAtomically(path.join(outDir, 'ffmpeg-versions.md'), page);
}
