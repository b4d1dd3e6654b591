import { canonicalDigest } from '@variegate/core-filters';
import { readOwnText } from '@variegate/runner';
import { z } from 'zod';
import type { OutputFolder } from '../folder/output-folder.ts';
import { digestSchema } from '../job/parse-job.ts';
import { comparePlaces, variantKinds } from '../job/variant-slot.ts';
import { variantErrorSchema } from '../records/parse-record.ts';
import { readRecord } from '../records/record-store.ts';
import type { ManifestOptions } from './manifest.ts';
import type { PlannedEntry, PlannedSourceEntry } from './planned-list.ts';

/** What a folder's manifest and ground truth are made of. */
export interface ResultParts {
  readonly options: ManifestOptions;
  readonly entries: () => AsyncIterable<PlannedEntry>;
}

/** A manifest is read whole, and takes several times its size in memory. */
const maxMebibytes = 256;

/**
 * Adds what a run has made of a selection of its variants to the results that the folder has of the same run. Those of another
 * run, or that cannot be read, are replaced, as every run replaces them.
 */
export async function withEarlierResults(parts: ResultParts, folder: OutputFolder): Promise<ResultParts> {
  const { options } = parts;
  if (options.index === undefined && options.id === undefined) return parts;
  const earlier = await readManifest(folder).catch(() => null);
  if (earlier === null || runOf(earlier.options) !== runOf(options)) return parts;
  return {
    options: joinedOptions(earlier.options as unknown as ManifestOptions, options),
    async *entries() {
      const added = new Map<string, PlannedSourceEntry>();
      const others: PlannedEntry[] = [];
      for await (const entry of parts.entries()) {
        if (entry.kind === 'planned') added.set(entry.source.fingerprint, entry);
        else others.push(entry);
      }
      for (const entry of earlier.entries) {
        if (entry.kind !== 'planned') {
          yield entry;
          continue;
        }
        const { fingerprint } = entry.source;
        const own = added.get(fingerprint);
        added.delete(fingerprint);
        yield own === undefined ? entry : { ...own, ids: await joinedIds(entry, own, folder) };
      }
      yield* added.values();
      const known = new Set(earlier.entries.map(placeOfEntry));
      yield* others.filter(entry => !known.has(placeOfEntry(entry)));
    },
  };
}

interface EarlierResults {
  readonly options: Readonly<Record<string, unknown>>;
  readonly entries: readonly (PlannedEntry & { readonly places?: ReadonlyMap<string, Place> })[];
}

type Place = z.output<typeof variantSchema>;

const variantSchema = z.object({
  id: digestSchema,
  kind: z.enum(variantKinds),
  index: z.int().min(1),
  series: z.string().optional(),
  source: digestSchema,
});

// What a source is beside its name is copied, not looked at.
const manifestSchema = z.object({
  formatVersion: z.literal(1),
  options: z.record(z.string(), z.unknown()),
  sources: z.array(z.looseObject({ file: z.string(), fingerprint: digestSchema.optional() })),
  variants: z.array(variantSchema),
  run: z.object({
    sources: z.array(
      z.object({
        path: z.string(),
        error: variantErrorSchema.optional(),
        duplicateOf: z.string().optional(),
      }),
    ),
  }),
});

async function readManifest({ manifestPath }: OutputFolder): Promise<EarlierResults> {
  const text = await readOwnText(manifestPath, { maxMebibytes });
  const { options, sources, variants, run } = manifestSchema.parse(JSON.parse(text));
  const bySource = Map.groupBy(variants, ({ source }) => source);
  const entries = sources.map((source, at): EarlierResults['entries'][number] => {
    const { path = source.file, error, duplicateOf = '' } = run.sources[at] ?? {};
    if (source.fingerprint === undefined)
      return error === undefined
        ? { kind: 'duplicate', path, duplicateOf }
        : { kind: 'refused', path, error };
    const own = bySource.get(source.fingerprint) ?? [];
    return {
      kind: 'planned',
      source: { ...source, path } as unknown as PlannedSourceEntry['source'],
      ids: own.map(({ id }) => id),
      places: new Map(own.map(variant => [variant.id, variant])),
    };
  });
  return { options, entries };
}

/** What a run is, whatever was selected of it, and however many there are. */
function runOf({
  index: _,
  id: __,
  count: ___,
  ...options
}: Readonly<Record<string, unknown>> | ManifestOptions): string {
  return canonicalDigest(JSON.parse(JSON.stringify(options)));
}

/** All that was selected by one of the two; where the earlier one was whole, so is what comes of both. */
function joinedOptions(earlier: ManifestOptions, own: ManifestOptions): ManifestOptions {
  const { index: _, id: __, ...options } = earlier;
  const count = earlier.count === null || own.count === null ? null : Math.max(earlier.count, own.count);
  if (earlier.index === undefined && earlier.id === undefined) return { ...options, count };
  const [index, id] = [
    [...new Set([...(earlier.index ?? []), ...(own.index ?? [])])],
    [...new Set([...(earlier.id ?? []), ...(own.id ?? [])])],
  ];
  return {
    ...{ ...options, count },
    ...(index.length === 0 ? {} : { index }),
    ...(id.length === 0 ? {} : { id }),
  };
}

async function joinedIds(
  earlier: EarlierResults['entries'][number],
  own: PlannedSourceEntry,
  folder: OutputFolder,
): Promise<readonly string[]> {
  const places = new Map<string, Pick<Place, 'kind' | 'series' | 'index'>>(
    earlier.kind === 'planned' ? earlier.places : [],
  );
  for (const id of own.ids) {
    const record = places.has(id) ? null : await readRecord(folder, id);
    if (record !== null) places.set(id, record);
  }
  const joined = [...places].sort(([, one], [, other]) => comparePlaces(one, other));
  return joined.map(([id]) => id);
}

function placeOfEntry(entry: PlannedEntry): string {
  return entry.kind === 'planned' ? entry.source.path : entry.path;
}
