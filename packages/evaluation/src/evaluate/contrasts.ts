import type { DatasetVariant } from '../dataset/dataset.ts';
import { centred, estimate, medianOf, type Resamples, resamplesFor } from './bootstrap.ts';
import { chanceOf, type Stratum } from './chance.ts';
import type { Contrast, Estimate } from './evaluation.ts';
import { fitLogistic, type LogisticData, type LogisticModel, scoreOf, sigmoid } from './logistic-fit.ts';

/** A variant, and whether it was found. */
export interface Trial {
  readonly variant: DatasetVariant;
  readonly found: boolean;
  /** Number of its source among those that are drawn. */
  readonly source: number;
}

/**
 * What each transformation costs: variants with it against variants without it, of the same strategy, level and recipe, and
 * its own part of that by a fit over all transformations.
 *
 * @returns the loss that chance explains least first.
 */
export function contrastsOf(trials: readonly Trial[], resamples: Resamples): readonly Contrast[] {
  const layers = new Map(
    trials.flatMap(({ variant }) => variant.steps.map(({ name, layer }) => [name, layer] as const)),
  );
  const names = [...layers.keys()].sort();
  const own = ownEffects(trials, names, resamples);
  return names
    .map((name): Contrast => {
      const has = trials.filter(({ variant }) => variant.steps.some(step => step.name === name));
      return {
        transformation: name,
        layer: layers.get(name) ?? null,
        variants: has.length,
        recallWith: has.filter(({ found }) => found).length / has.length,
        difference: differenceOf(
          trials,
          name,
          resamplesFor(
            has.map(({ source }) => source),
            resamples,
          ),
        ),
        own: own.get(name) ?? null,
        chance: chanceOf(
          strataOf(trials, name).map(stratum => totalOf(stratum, () => 1)),
          names.length,
        ),
      };
    })
    .sort(
      (a, b) =>
        (a.chance ?? 1) - (b.chance ?? 1) ||
        (effectOf(a)?.value ?? 1) - (effectOf(b)?.value ?? 1) ||
        a.transformation.localeCompare(b.transformation),
    );
}

/** What a transformation does to recall: its own part where that is known. */
export function effectOf({ own, difference }: Contrast): Estimate | null {
  return own ?? difference;
}

const stratumOf = ({ strategy, level, recipe }: DatasetVariant) => JSON.stringify([strategy, level, recipe]);

/** Sums of one source in one stratum. */
interface Counts {
  readonly source: number;
  withIt: number;
  foundWith: number;
  without: number;
  foundWithout: number;
}

/** What was found with and without a transformation, by stratum and source. */
function strataOf(trials: readonly Trial[], name: string): readonly (readonly Counts[])[] {
  return [...Map.groupBy(trials, ({ variant }) => stratumOf(variant)).values()].map(ofStratum =>
    [...Map.groupBy(ofStratum, ({ source }) => source)].map(([source, ofSource]) => {
      const counts: Counts = { source, withIt: 0, foundWith: 0, without: 0, foundWithout: 0 };
      for (const { variant, found } of ofSource) {
        const hit = Number(found);
        if (variant.steps.some(step => step.name === name)) {
          counts.withIt += 1;
          counts.foundWith += hit;
        } else {
          counts.without += 1;
          counts.foundWithout += hit;
        }
      }
      return counts;
    }),
  );
}

function differenceOf(trials: readonly Trial[], name: string, resamples: Resamples): Estimate | null {
  const strata = strataOf(trials, name);
  const value = weightedDifference(strata, () => 1);
  if (value === null) return null;
  return estimate(value, resamples, 'quick', weights =>
    weightedDifference(strata, source => weights[source] as number),
  );
}

/** The mean over strata, each as heavy as the variants with the transformation that it has; `null` where none has both. */
function weightedDifference(
  strata: readonly (readonly Counts[])[],
  weightOf: (source: number) => number,
): number | null {
  let sum = 0;
  let heavy = 0;
  for (const stratum of strata) {
    const total = totalOf(stratum, weightOf);
    if (total.withIt === 0 || total.without === 0) continue;
    sum += total.withIt * (total.foundWith / total.withIt - total.foundWithout / total.without);
    heavy += total.withIt;
  }
  return heavy === 0 ? null : sum / heavy;
}

/** The sums of a stratum over its sources. */
function totalOf(stratum: readonly Counts[], weightOf: (source: number) => number): Stratum {
  const total = { withIt: 0, foundWith: 0, without: 0, foundWithout: 0 };
  for (const counts of stratum) {
    const weight = weightOf(counts.source);
    total.withIt += weight * counts.withIt;
    total.foundWith += weight * counts.foundWith;
    total.without += weight * counts.without;
    total.foundWithout += weight * counts.foundWithout;
  }
  return total;
}

/** By how much each transformation alone changes the probability to be found, on average over the variants that have it. */
function ownEffects(
  trials: readonly Trial[],
  names: readonly string[],
  resamples: Resamples,
): ReadonlyMap<string, Estimate> {
  const strata = [...new Set(trials.map(({ variant }) => stratumOf(variant)))];
  const numbers = new Map(names.map((name, place) => [name, place]));
  const data: LogisticData = {
    features: names.length + strata.length - 1,
    rows: trials.map(({ variant }) => {
      const steps = new Set(variant.steps.map(({ name }) => numbers.get(name) as number));
      const stratum = strata.indexOf(stratumOf(variant));
      return Uint16Array.from([...steps, ...(stratum === 0 ? [] : [names.length + stratum - 1])]);
    }),
    outcomes: Uint8Array.from(trials, ({ found }) => Number(found)),
  };
  const rowsOf = names.map((_, feature) =>
    [...data.rows.keys()].filter(row => data.rows[row]?.includes(feature)),
  );
  const whole = fitLogistic(data);
  const fits = resamples.rounds.slice(0, fitRounds).map(weights => {
    const weightOf = (row: number) => weights[trials[row]?.source ?? 0] as number;
    return { weights, effects: effectsOf(fitLogistic(data, weightOf, whole), data, rowsOf, weightOf) };
  });
  const byWeights = new Map(fits.map(fit => [fit.weights, fit.effects]));
  const effects = effectsOf(whole, data, rowsOf, () => 1);
  return new Map(
    names.flatMap((name, feature) => {
      const value = effects[feature] ?? null;
      // What every variant has cannot be separated from the rest.
      if (value === null || rowsOf[feature]?.length === trials.length) return [];
      const sources = (rowsOf[feature] ?? []).map(row => trials[row]?.source ?? 0);
      const drawn = estimate(
        value,
        resamplesFor(sources, resamples),
        'slow',
        weights => byWeights.get(weights)?.[feature] ?? null,
      );
      const median = medianOf(fits.flatMap(fit => fit.effects[feature] ?? []));
      return [[name, centred(drawn, median)] as const];
    }),
  );
}

/** As many as slow figures have. */
const fitRounds = 200;

function effectsOf(
  model: LogisticModel,
  data: LogisticData,
  rowsOf: readonly (readonly number[])[],
  weightOf: (row: number) => number,
): readonly (number | null)[] {
  return rowsOf.map((rows, feature) => {
    let sum = 0;
    let heavy = 0;
    for (const row of rows) {
      const weight = weightOf(row);
      const score = scoreOf(model, data.rows[row] as Uint16Array);
      sum += weight * (sigmoid(score) - sigmoid(score - (model[feature + 1] as number)));
      heavy += weight;
    }
    return heavy === 0 ? null : sum / heavy;
  });
}
