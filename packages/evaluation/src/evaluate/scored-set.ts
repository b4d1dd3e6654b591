import type { Dataset, DatasetVariant } from '../dataset/dataset.ts';
import { idsOf } from '../dataset/dataset-ids.ts';
import { readDataset } from '../dataset/read-dataset.ts';
import { DatasetUnusableError } from '../errors.ts';
import { MatchTable } from '../tables/match-table.ts';
import { PairIndex } from '../tables/pair-index.ts';
import { anyIds, readGroundTruth, readPredictions } from '../tables/read-tables.ts';

/** Predictions beside what they are held against. */
export interface ScoredSet {
  readonly truth: MatchTable;
  readonly predictions: MatchTable;
  /** What is known of queries, by the ids of the ground truth; empty where only a ground truth was given. */
  readonly variants: ReadonlyMap<string, DatasetVariant>;
  readonly dataset: Dataset | null;
  /** Name of what queries were made of, by the number of the pair; intervals are drawn over these. */
  readonly sourceOf: (pair: number) => string;
  /** Name of the ground truth, for messages. */
  readonly truthName: string;
}

/** What predictions are held against: a finished folder, or a ground truth alone. */
export type TruthChoice = { readonly dir: string } | { readonly groundTruth: string };

/** Reads a set and the predictions for it. */
export async function readScoredSet(
  choice: TruthChoice,
  predictionsFile: string,
  signal: AbortSignal | undefined,
): Promise<ScoredSet> {
  const pairs = new PairIndex();
  if ('groundTruth' in choice) {
    const truthName = choice.groundTruth;
    const truth = await readGroundTruth(truthName, { pairs, ids: anyIds, signal });
    const predictions = await readPredictions(predictionsFile, { pairs, ids: anyIds, signal });
    const firstRef = new Map<string, string>();
    for (let row = 0; row < truth.size; row++) {
      const queryId = pairs.queryId(truth.pair(row));
      if (!firstRef.has(queryId)) firstRef.set(queryId, pairs.refId(truth.pair(row)));
    }
    // Whoever made the set knows what queries were made of; the reference that one shows is the best that the file says.
    const sourceOf = (pair: number) => firstRef.get(pairs.queryId(pair)) ?? `query ${pairs.queryId(pair)}`;
    return { truth, predictions, variants: new Map(), dataset: null, sourceOf, truthName };
  }
  const dataset = await readDataset(choice.dir);
  const variants = new Map(dataset.variants.map(variant => [variant.name, variant]));
  const truth = truthOf(dataset, pairs);
  if (truth.size === 0) {
    throw new DatasetUnusableError(
      `"${dataset.dir}" has no variant that shows a reference, so there is nothing to find.`,
    );
  }
  const predictions = await readPredictions(predictionsFile, { pairs, ids: idsOf(dataset), signal });
  const sourceOf = (pair: number) => variants.get(pairs.queryId(pair))?.source.fingerprint ?? '';
  return { truth, predictions, variants, dataset, sourceOf, truthName: dataset.dir };
}

function truthOf({ variants }: Dataset, pairs: PairIndex): MatchTable {
  const truth = new MatchTable(pairs);
  for (const { name, source, scorable } of variants) {
    for (const { variantStart, variantEnd, sourceStart, sourceEnd } of scorable) {
      truth.add({
        ...{ queryId: name, refId: source.name, queryStart: variantStart, queryEnd: variantEnd },
        ...{ refStart: sourceStart, refEnd: sourceEnd },
      });
    }
  }
  return truth;
}
