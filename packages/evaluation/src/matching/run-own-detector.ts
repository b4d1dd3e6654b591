import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOwnProgram, writeFileAtomically } from '@variegate/runner';
import { type Dataset, referencesOf } from '../dataset/dataset.ts';
import { idsOf } from '../dataset/dataset-ids.ts';
import { DetectorFailedError } from '../errors.ts';
import { csvText } from '../export/csv-text.ts';
import { mediumOfSource, mediumOfVariant } from '../export/export-folder.ts';
import type { Match } from '../tables/match-table.ts';
import { PairIndex } from '../tables/pair-index.ts';
import { readPredictions } from '../tables/read-tables.ts';
import type { Found } from './found.ts';

/** The columns of matches, as VSC2022's matching track has them. */
export const matchColumns = [
  ...['query_id', 'ref_id', 'query_start', 'query_end', 'ref_start', 'ref_end', 'score'],
] as const;

/** Lists the videos of a set for a program of the user's own, runs it, and reads what it has found. */
export async function runOwnDetector(
  dataset: Dataset,
  command: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Found> {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-match-'));
  try {
    const list = path.join(folder, 'videos.csv');
    const out = path.join(folder, 'matches.csv');
    const rows: string[][] = [];
    for (const source of referencesOf(dataset))
      rows.push([source.refId, 'reference', (await mediumOfSource(source, signal)).path]);
    for (const variant of dataset.variants)
      rows.push([variant.queryId, 'query', (await mediumOfVariant(dataset.dir, variant)).path]);
    await writeFileAtomically(list, [...csvText(['id', 'role', 'path'], rows)].join(''));
    const startedAt = performance.now();
    // It is the user's, and needs what the user has set for it.
    const argv = [...command, list, out];
    const failure = await runOwnProgram({ argv, environment: process.env, signal });
    if (failure !== null) throw new DetectorFailedError(`"${command[0]}" ${failure}.`);
    const matchSeconds = (performance.now() - startedAt) / 1000;
    const matches = await readMatches(dataset, out, signal);
    return { matches, matchSeconds, decoded: null, fingerprintSeconds: null, unavailable: [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readMatches(
  dataset: Dataset,
  file: string,
  signal: AbortSignal | undefined,
): Promise<readonly Match[]> {
  const pairs = new PairIndex();
  const table = await readPredictions(file, { pairs, ids: idsOf(dataset), signal });
  if (!table.hasTimes)
    throw new DetectorFailedError(
      `The program must write the columns ${matchColumns.join(', ')}; its file has no times.`,
    );
  const queryIds = new Map(dataset.variants.map(({ name, queryId }) => [name, queryId]));
  const refIds = new Map(referencesOf(dataset).map(({ name, refId }) => [name, refId]));
  return Array.from({ length: table.size }, (_, row) => ({
    queryId: queryIds.get(pairs.queryId(table.pair(row))) as string,
    refId: refIds.get(pairs.refId(table.pair(row))) as string,
    queryStart: table.queryStart(row),
    queryEnd: table.queryEnd(row),
    refStart: table.refStart(row),
    refEnd: table.refEnd(row),
    score: table.score(row),
  }));
}
