import type { IdReader } from '../tables/read-tables.ts';
import { type Dataset, referencesOf } from './dataset.ts';

/** A set's own names and the ids of its exports, either of which predictions may have. */
export function idsOf(dataset: Dataset): IdReader {
  const { variants } = dataset;
  const references = referencesOf(dataset);
  const queryIds = new Map([
    ...variants.map(({ queryId, name }) => [queryId, name] as const),
    ...variants.map(({ name }) => [name, name] as const),
  ]);
  const refIds = new Map([
    ...references.map(({ refId, name }) => [refId, name] as const),
    ...references.map(({ name }) => [name, name] as const),
  ]);
  return { query: id => queryIds.get(id) ?? null, reference: id => refIds.get(id) ?? null };
}
