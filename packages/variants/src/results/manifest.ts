import path from 'node:path';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { RenderSettings } from '../job/render-settings.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import type { DrawingDescription } from '../options/run-options.ts';
import { readRecord } from '../records/record-store.ts';
import type { VariantRecord } from '../records/variant-record.ts';
import type { PlannedEntry } from './planned-list.ts';

/** The version of the manifest format that this package writes. */
const manifestFormatVersion = 1;

/** What a manifest is made of besides the records. */
export interface ManifestParts {
  readonly folder: OutputFolder;
  /** The options that the bytes of the variants follow from. */
  readonly options: ManifestOptions;
  /** What the run has planned; read several times. */
  readonly entries: () => AsyncIterable<PlannedEntry>;
  /** Everything about the run that is not reproducible. */
  readonly run: object;
}

/** The options that a manifest states. */
export interface ManifestOptions extends DrawingDescription {
  readonly settings: RenderSettings;
}

/**
 * The text of `manifest.json`, piece by piece: a part that is the same for the same request on any machine, and one
 * object `run` that holds everything else. One line per source and per variant.
 */
export async function* manifestText({
  folder,
  options,
  entries,
  run,
}: ManifestParts): AsyncGenerator<string> {
  yield `{\n"formatVersion": ${manifestFormatVersion},\n"tool": "variegate",\n`;
  yield `"options": ${JSON.stringify(options)},\n`;
  yield '"sources": [';
  yield* separated(map(entries(), describeInput));
  yield '\n],\n"variants": [';
  yield* separated(map(records(folder, entries), ({ record }) => describeVariant(record)));
  yield `\n],\n"run": ${JSON.stringify(run).replace(/\}$/, '')}`;
  yield ',\n"sources": [';
  yield* separated(map(entries(), describeInputOfRun));
  yield '\n],\n"variants": [';
  yield* separated(map(records(folder, entries), ({ record: { id, run: made } }) => ({ id, ...made })));
  yield '\n]}\n}\n';
}

/** A record, and the source that its batch gives it. */
export interface RecordOfSource {
  readonly source: PlannedSource;
  readonly record: VariantRecord;
}

/** The records of everything that was planned, in order; what has none was not rendered, and is left out. */
export async function* records(
  folder: OutputFolder,
  entries: () => AsyncIterable<PlannedEntry>,
): AsyncGenerator<RecordOfSource> {
  for await (const entry of entries()) {
    if (entry.kind !== 'planned') continue;
    for (const id of entry.ids) {
      const record = await readRecord(folder, id);
      if (record !== null) yield { source: entry.source, record };
    }
  }
}

function describeInput(entry: PlannedEntry): object {
  switch (entry.kind) {
    case 'planned': {
      const { stem, file, role, fingerprint, facts } = entry.source;
      return { file, stem, role, fingerprint, facts };
    }
    case 'refused':
      return { file: path.basename(entry.path), error: entry.error.code };
    case 'duplicate':
      return { file: path.basename(entry.path), duplicateOf: path.basename(entry.duplicateOf) };
  }
}

function describeInputOfRun(entry: PlannedEntry): object {
  switch (entry.kind) {
    case 'planned':
      return { path: entry.source.path };
    case 'refused':
      return { path: entry.path, error: entry.error };
    case 'duplicate':
      return { path: entry.path, duplicateOf: entry.duplicateOf };
  }
}

function describeVariant(record: VariantRecord): object {
  const { id, status, kind, index, series, level = record.plan.level, recipe } = record;
  const { source, plan, planDigest, target } = record;
  const drawn = { series, level, recipe, target };
  const request = { id, kind, index, ...drawn, source: source.fingerprint, status, planDigest, plan };
  if (record.status === 'failed') return request;
  const { output, bytes, sha256, media, segments, similarity, measures, targetMet } = record;
  return { ...request, output, bytes, sha256, media, segments, similarity, measures, targetMet };
}

async function* map<Item, Result>(
  items: AsyncIterable<Item>,
  apply: (item: Item) => Result,
): AsyncGenerator<Result> {
  for await (const item of items) yield apply(item);
}

async function* separated(items: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
}
