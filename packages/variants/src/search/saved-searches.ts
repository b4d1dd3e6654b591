import path from 'node:path';
import { type Catalogue, canonicalDigest, parsePlan, type SearchRequest } from '@variegate/core-filters';
import { InputUnusableError, makeFolder, readTextFile, writeFileAtomically } from '@variegate/runner';
import { z } from 'zod';
import type { RenderSettings } from '../job/render-settings.ts';
import { searchReportSchema } from '../job/search-report-schema.ts';
import type { SearchedPlan } from './search-plan.ts';

/** The version of what a search follows from and of the file that it is saved in. */
const searchFormatVersion = 1;

const savedSchema = z.strictObject({
  formatVersion: z.literal(searchFormatVersion),
  plan: z.unknown(),
  report: searchReportSchema,
  run: z.strictObject({ cpuSeconds: z.number().min(0) }),
});

/** The name of a search: everything that its plan follows from, 64 hex digits. */
export function searchKey(
  { facts: _, catalogue, ...request }: SearchRequest,
  settings: RenderSettings,
): string {
  const names = catalogue?.transformations.map(({ name }) => name);
  const drawnFrom = names === undefined ? {} : { transformations: names };
  return canonicalDigest({ formatVersion: searchFormatVersion, request, settings, ...drawnFrom });
}

/** The search of that name, or `null` where none is saved that this version can read. */
export async function readSearch(
  folder: string,
  key: string,
  catalogue?: Catalogue,
): Promise<SearchedPlan | null> {
  const text = await readTextFile(fileOf(folder, key)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    if (error instanceof InputUnusableError) return null;
    throw error;
  });
  if (text === null) return null;
  try {
    const { plan, report, run } = savedSchema.parse(JSON.parse(text));
    return { plan: parsePlan(plan, catalogue), report, cpuSeconds: run.cpuSeconds };
  } catch {
    // Searching again is all that it costs.
    return null;
  }
}

/** Saves a search, whole or not at all. */
export async function writeSearch(
  folder: string,
  key: string,
  { plan, report, cpuSeconds }: SearchedPlan,
): Promise<void> {
  await makeFolder(folder);
  const saved = { formatVersion: searchFormatVersion, plan, report, run: { cpuSeconds } };
  await writeFileAtomically(fileOf(folder, key), `${JSON.stringify(saved, null, 2)}\n`);
}

function fileOf(folder: string, key: string): string {
  return path.join(folder, `${key}.json`);
}
