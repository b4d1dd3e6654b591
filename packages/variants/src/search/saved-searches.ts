import path from 'node:path';
import {
  type Catalogue,
  canonicalDigest,
  type Plan,
  parsePlan,
  type SearchRequest,
  type TargetRequest,
} from '@variegate/core-filters';
import { RunnerError, readOwnText, writeFileAtomically } from '@variegate/runner';
import { z } from 'zod';
import { assertNoLinkBelow, makeFolderBelow } from '../folder/make-folder-below.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { RenderSettings } from '../job/render-settings.ts';

/** The version of what a search follows from and of the file that it is saved in. */
const searchFormatVersion = 1;

/** A search as it is saved: the plan, and how it was found. */
export interface SavedSearch<Report> {
  readonly plan: Plan;
  readonly report: Report;
  readonly cpuSeconds: number;
}

const savedSchema = z.strictObject({
  formatVersion: z.literal(searchFormatVersion),
  plan: z.unknown(),
  report: z.unknown(),
  run: z.strictObject({ cpuSeconds: z.number().min(0) }),
});

/** The name of a search: everything that its plan follows from, 64 hex digits. */
export function searchKey(
  { facts: _, catalogue, ...asked }: SearchRequest | TargetRequest,
  settings: RenderSettings,
): string {
  const { template, ...request } = { template: undefined, ...asked };
  const names = catalogue?.transformations.map(({ name }) => name);
  const drawnFrom = names === undefined ? {} : { transformations: names };
  const recipe = template?.recipe === undefined ? {} : { recipe: template.recipe };
  return canonicalDigest({ formatVersion: searchFormatVersion, request, settings, ...drawnFrom, ...recipe });
}

/** Far beyond any search. */
const maxMebibytes = 16;

/**
 * The search of that name, or `null` where none is saved that this version can read; a link is none.
 *
 * @param reportSchema - what the report of such a search is
 */
export async function readSearch<Report>(
  folder: OutputFolder,
  key: string,
  reportSchema: z.ZodType<Report>,
  catalogue?: Catalogue,
): Promise<SavedSearch<Report> | null> {
  await assertNoLinkBelow(folder.path, [folder.searchesPath]);
  const text = await readOwnText(fileOf(folder, key), { maxMebibytes }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error instanceof RunnerError || error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    },
  );
  if (text === null) return null;
  try {
    const { plan, report, run } = savedSchema.parse(JSON.parse(text));
    return {
      plan: parsePlan(plan, catalogue),
      report: reportSchema.parse(report),
      cpuSeconds: run.cpuSeconds,
    };
  } catch {
    // Searching again is all that it costs.
    return null;
  }
}

/** Saves a search, whole or not at all. */
export async function writeSearch(
  folder: OutputFolder,
  key: string,
  { plan, report, cpuSeconds }: SavedSearch<object>,
): Promise<void> {
  await makeFolderBelow(folder.path, folder.searchesPath);
  const saved = { formatVersion: searchFormatVersion, plan, report, run: { cpuSeconds } };
  await writeFileAtomically(fileOf(folder, key), `${JSON.stringify(saved, null, 2)}\n`);
}

function fileOf(folder: OutputFolder, key: string): string {
  return path.join(folder.searchesPath, `${key}.json`);
}
