import type { SegmentMap } from '@variegate/core-filters';
import { type Dataset, type DatasetVariant, referencesOf } from '../dataset/dataset.ts';
import { csvText, tableCsv } from './csv-text.ts';
import { type ExportFolder, mediumOfSource, mediumOfVariant } from './export-folder.ts';
import { type Cell, segmentsTable } from './tables.ts';

/** Names of VSC2022's six columns. */
const vscColumns = ['query_id', 'ref_id', 'query_start', 'query_end', 'ref_start', 'ref_end'];
const metadataColumns = ['video_id', 'duration_sec', 'frames_per_second', 'width', 'height'];

/**
 * A set as VSC2022 has it: ids that begin with Q and R, segments that can be scored, and beside them the whole map and what
 * the ids are called elsewhere.
 */
export async function writeVsc2022(
  dataset: Dataset,
  folder: ExportFolder,
  signal?: AbortSignal,
): Promise<void> {
  await folder.write('ground_truth.csv', csvText(vscColumns, truthRows(dataset)));
  await folder.write('query_metadata.csv', csvText(metadataColumns, queryRows(dataset)));
  await folder.write('reference_metadata.csv', csvText(metadataColumns, referenceRows(dataset)));
  await folder.write('segments.csv', tableCsv(segmentsTable, dataset));
  await writeIds(dataset, folder);
  await addMedia(dataset, folder, signal);
}

/** A set as DISC21 has it: which query comes from which reference, without times; a query from none has an empty one. */
export async function writeDisc21(
  dataset: Dataset,
  folder: ExportFolder,
  signal?: AbortSignal,
): Promise<void> {
  const rows = dataset.variants.map(({ queryId, scorable, source }) => [
    queryId,
    scorable.length === 0 ? '' : source.refId,
  ]);
  await folder.write('ground_truth.csv', csvText(['query_id', 'reference_id'], rows));
  await writeIds(dataset, folder);
  await addMedia(dataset, folder, signal);
}

function* truthRows({ variants }: Dataset): Generator<readonly Cell[]> {
  for (const variant of variants) yield* rowsOf(variant, variant.scorable);
}

function* rowsOf({ queryId, source }: DatasetVariant, segments: SegmentMap): Generator<readonly Cell[]> {
  for (const { variantStart, variantEnd, sourceStart, sourceEnd } of segments) {
    yield [queryId, source.refId, variantStart, variantEnd, sourceStart, sourceEnd];
  }
}

function* queryRows({ variants }: Dataset): Generator<readonly Cell[]> {
  for (const { queryId, durationSeconds, frameCount, width, height } of variants) {
    yield [queryId, durationSeconds, durationSeconds > 0 ? frameCount / durationSeconds : 0, width, height];
  }
}

function* referenceRows(dataset: Dataset): Generator<readonly Cell[]> {
  for (const { refId, durationSeconds, framesPerSecond, width, height } of referencesOf(dataset)) {
    yield [refId, durationSeconds, framesPerSecond, width, height];
  }
}

async function writeIds(dataset: Dataset, folder: ExportFolder): Promise<void> {
  const rows = [
    ...dataset.variants.map(({ queryId, name, kind, output }) => [queryId, name, kind, output]),
    ...referencesOf(dataset).map(({ refId, name, role, file }) => [refId, name, role, file]),
  ];
  await folder.write('ids.csv', csvText(['id', 'name', 'kind', 'file_name'], rows));
}

async function addMedia(
  dataset: Dataset,
  folder: ExportFolder,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (folder.media === 'none') return;
  const { dir, variants } = dataset;
  for (const variant of variants) {
    signal?.throwIfAborted();
    const medium = await mediumOfVariant(dir, variant);
    await folder.add(`queries/${variant.queryId}${medium.extension}`, medium);
  }
  for (const source of referencesOf(dataset)) {
    signal?.throwIfAborted();
    const medium = await mediumOfSource(source, signal);
    await folder.add(`references/${source.refId}${medium.extension}`, medium);
  }
}
