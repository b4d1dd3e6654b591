import { untilAborted } from '@variegate/ground';
import { OptionInvalidError } from '../errors.ts';
import {
  disc21MicroAp,
  type OperatingPoint,
  type PairSweep,
  pairMicroAp,
  pointAtPrecision,
  precisionRecall,
  selectPairs,
  sweepPairs,
} from '../measures/pair-sweep.ts';
import {
  assertMeasurable,
  type SegmentSweep,
  segmentApOf,
  selectSegments,
  sweepSegments,
} from '../measures/segment-sweep.ts';
import { vcslQuality } from '../measures/vcsl.ts';
import { drawResamples, estimate, type Resamples, resamplesFor } from './bootstrap.ts';
import { contrastsOf, type Trial } from './contrasts.ts';
import {
  dimensions,
  type Estimate,
  type EvaluatedMeasures,
  type Evaluation,
  evaluationFormatVersion,
  type FalseAlarms,
  type GroupFigures,
  type MissedVariant,
} from './evaluation.ts';
import { type Group, groupsOf } from './groups.ts';
import { breakingContrasts, headlineOf } from './headline.ts';
import { readScoredSet, type ScoredSet, type TruthChoice } from './scored-set.ts';

/** Options of {@link evaluatePredictions}: a finished folder (`dir`) or a ground truth alone (`groundTruth`). */
export type EvaluatePredictionsOptions = TruthChoice & {
  /** CSV of matches or pairs, as VSC2022 has them. */
  readonly predictions: string;
  /** Precision that decides from which score on a prediction counts, above 0 up to 1. @default 0.9 */
  readonly precision?: number;
  readonly signal?: AbortSignal;
};

/**
 * Scores predictions, all together and by what was done to the videos, with intervals by drawing sources again.
 *
 * @throws {EVALUATION_OPTION_INVALID} for a precision outside its range.
 * @throws {EVALUATION_TABLE_INVALID} for a file that cannot be read as predictions or ground truth, with the line.
 * @throws {EVALUATION_DATASET_UNUSABLE} when nothing in the folder is to be found.
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when the folder has no manifest that this version has written.
 */
export async function evaluatePredictions(options: EvaluatePredictionsOptions): Promise<Evaluation> {
  const { precision = 0.9, predictions, signal } = options;
  if (!(precision > 0 && precision <= 1))
    throw new OptionInvalidError('precision', 'a number above 0 up to 1', precision);
  return await untilAborted(signal, async () =>
    evaluate(await readScoredSet(options, predictions, signal), predictions, precision),
  );
}

/** Everything that figures are made of. */
interface Scoring {
  readonly set: ScoredSet;
  readonly pairs: PairSweep;
  readonly segments: SegmentSweep | null;
  readonly resamples: Resamples;
  /** Number of the source of a pair's query. */
  readonly sourceOf: (pair: number) => number;
  readonly wantedPrecision: number;
  readonly point: OperatingPoint | null;
  /** Whether a pair is predicted at the operating point. */
  readonly counts: (pair: number) => boolean;
}

function evaluate(set: ScoredSet, file: string, wantedPrecision: number): Evaluation {
  const { truth, predictions, variants } = set;
  const hasTimes = predictions.hasTimes && truth.hasTimes;
  if (hasTimes) assertMeasurable(truth, predictions, { truth: set.truthName, predictions: file });
  const scoring = score(set, hasTimes, wantedPrecision);
  const measures = measuresOf(scoring, hasTimes);
  const trials = trialsOf(scoring);
  const contrasts = contrastsOf(
    trials.filter(({ variant }) => variant.kind === 'variant'),
    scoring.resamples,
  );
  const breaking = breakingContrasts(contrasts);
  const { pairs, point } = scoring;
  const operatingPoint = {
    wantedPrecision,
    threshold: point?.threshold ?? null,
    precision: point?.precision ?? precisionRecall(pairs).at(-1)?.precision ?? null,
  };
  const recallOfAll = pairs.truePairs.filter(scoring.counts).length / pairs.truePairs.length;
  return {
    formatVersion: evaluationFormatVersion,
    headline: headlineOf(measures, operatingPoint, breaking, { hasPlans: variants.size > 0, recallOfAll }),
    breaksOn: breaking.map(({ transformation }) => transformation),
    set: {
      queries: variants.size > 0 ? variants.size : countQueries(set),
      pairs: pairs.truePairs.length,
      sources: scoring.resamples.sources,
    },
    predictions: { rows: predictions.size, pairs: pairs.pair.length, hasTimes: predictions.hasTimes },
    operatingPoint,
    measures,
    curve: thinned(precisionRecall(pairs)),
    groups: groupFigures(scoring),
    contrasts,
    falseAlarms: falseAlarmsOf(scoring),
    missed: missedOf(scoring),
  };
}

function score(set: ScoredSet, hasTimes: boolean, wantedPrecision: number): Scoring {
  const { truth, predictions } = set;
  // A folder's sources all count, also those of which nothing was predicted.
  const names = new Set<string>(set.dataset?.variants.map(({ source }) => source.fingerprint));
  for (let pair = 0; pair < truth.pairs.size; pair++) names.add(set.sourceOf(pair));
  const numbers = new Map([...names].map((name, place) => [name, place]));
  const sources = Int32Array.from(
    { length: truth.pairs.size },
    (_, pair) => numbers.get(set.sourceOf(pair)) as number,
  );
  const pairs = sweepPairs(truth, predictions);
  const point = pointAtPrecision(pairs, wantedPrecision);
  const threshold = point?.threshold ?? Number.NEGATIVE_INFINITY;
  const counted = new Uint8Array(truth.pairs.size);
  for (const [rank, pair] of pairs.pair.entries())
    if ((pairs.score[rank] as number) >= threshold) counted[pair] = 1;
  return {
    ...{ set, pairs, wantedPrecision, point },
    segments: hasTimes ? sweepSegments(truth, predictions) : null,
    resamples: drawResamples(names.size),
    sourceOf: pair => sources[pair] as number,
    counts: pair => counted[pair] === 1,
  };
}

function measuresOf(scoring: Scoring, hasTimes: boolean): EvaluatedMeasures {
  const { set, pairs, segments, wantedPrecision, point } = scoring;
  const { truth, predictions } = set;
  // VSC2022 takes matches for pairs with scores of 0 or more; a file of pairs is taken as it is.
  const clamped = predictions.hasTimes ? sweepPairs(truth, predictions, { lowest: 0 }) : pairs;
  const threshold = point?.threshold ?? Number.NEGATIVE_INFINITY;
  return {
    segmentAp: segments === null ? null : estimated(scoring, weightOf => segmentApOf(segments, weightOf)),
    pairMicroAp: estimated(scoring, weightOf => pairMicroAp(clamped, weightOf)) as Estimate,
    recallAtPrecision: estimated(
      scoring,
      weightOf => pointAtPrecision(pairs, wantedPrecision, weightOf)?.recall ?? 0,
    ) as Estimate,
    disc21MicroAp: disc21MicroAp(pairs) ?? 0,
    vcsl: hasTimes ? vcslQuality(truth, predictions) : null,
    vcslAtPoint: hasTimes
      ? vcslQuality(truth, predictions, row => predictions.score(row) >= threshold)
      : null,
  };
}

/** A figure over pairs, with its interval; `null` where it is undefined. */
function estimated(
  { resamples, sourceOf }: Scoring,
  figure: (weightOf: (pair: number) => number) => number | null,
): Estimate | null {
  const value = figure(() => 1);
  if (value === null) return null;
  return estimate(value, resamples, 'slow', weights => figure(pair => weights[sourceOf(pair)] as number));
}

/** Each variant that is to be found: whether it was. */
function trialsOf(scoring: Scoring): readonly Trial[] {
  const { set, pairs, counts, sourceOf } = scoring;
  return [...pairs.truePairs].flatMap(pair => {
    const variant = set.variants.get(set.truth.pairs.queryId(pair));
    return variant === undefined ? [] : [{ variant, found: counts(pair), source: sourceOf(pair) }];
  });
}

function groupFigures(scoring: Scoring): readonly GroupFigures[] {
  const { set } = scoring;
  const members = new Map<string, { readonly group: Group; readonly queries: Set<string> }>();
  for (const variant of set.variants.values()) {
    for (const group of groupsOf(variant)) {
      const key = JSON.stringify(group);
      const known = members.get(key) ?? { group, queries: new Set() };
      known.queries.add(variant.name);
      members.set(key, known);
    }
  }
  return [...members.values()]
    .map(({ group, queries }) => figuresOf(scoring, group, queries))
    .sort((a, b) => dimensions.indexOf(a.dimension) - dimensions.indexOf(b.dimension) || byValue(a, b));
}

function byValue(a: GroupFigures, b: GroupFigures): number {
  return a.value.localeCompare(b.value, 'en', { numeric: true });
}

function figuresOf(scoring: Scoring, group: Group, queries: ReadonlySet<string>): GroupFigures {
  const { set, counts, sourceOf } = scoring;
  const has = (pair: number) => queries.has(set.truth.pairs.queryId(pair));
  const pairs = selectPairs(scoring.pairs, has);
  const segments = scoring.segments === null ? null : selectSegments(scoring.segments, has);
  const resamples = resamplesFor(pairs.truePairs.values().map(sourceOf), scoring.resamples);
  const within = { ...scoring, resamples };
  const found = pairs.truePairs.filter(counts).length;
  const total = pairs.truePairs.length;
  const recall = (weightOf: (pair: number) => number) => {
    let hits = 0;
    let all = 0;
    for (const pair of pairs.truePairs) {
      const weight = weightOf(pair);
      all += weight;
      if (counts(pair)) hits += weight;
    }
    return all === 0 ? null : hits / all;
  };
  return {
    ...{ ...group, queries: queries.size, pairs: total, found },
    recall:
      total === 0
        ? null
        : estimate(found / total, resamples, 'quick', weights =>
            recall(pair => weights[sourceOf(pair)] as number),
          ),
    pairMicroAp: estimated(within, weightOf => pairMicroAp(pairs, weightOf)),
    segmentAp: segments === null ? null : estimated(within, weightOf => segmentApOf(segments, weightOf)),
  };
}

function falseAlarmsOf({ set, pairs, counts, resamples }: Scoring): FalseAlarms | null {
  const distractors = set.dataset?.variants.filter(({ kind }) => kind === 'distractor') ?? [];
  if (distractors.length === 0) return null;
  const alarmed = new Set<string>();
  for (const pair of pairs.pair) if (counts(pair)) alarmed.add(set.truth.pairs.queryId(pair));
  const names = [...new Set(set.dataset?.variants.map(({ source }) => source.fingerprint))];
  const trials = distractors.map(({ name, source }) => {
    return { alarm: alarmed.has(name), source: names.indexOf(source.fingerprint) };
  });
  const rate = (weightOf: (source: number) => number) => {
    const sums = trials.reduce(
      ({ all, alarms }, { alarm, source }) => {
        const weight = weightOf(source);
        return { all: all + weight, alarms: alarms + (alarm ? weight : 0) };
      },
      { all: 0, alarms: 0 },
    );
    return sums.all === 0 ? null : sums.alarms / sums.all;
  };
  const alarms = trials.filter(({ alarm }) => alarm).length;
  return {
    ...{ queries: distractors.length, alarms },
    rate: estimate(alarms / distractors.length, resamples, 'quick', weights =>
      rate(source => weights[source] as number),
    ),
  };
}

const mostMissed = 100;

function missedOf({ set, pairs, counts }: Scoring): Evaluation['missed'] {
  const { truth, variants } = set;
  const scores = new Map<number, number>();
  for (const [rank, pair] of pairs.pair.entries())
    if (pairs.isTrue[rank] === 1) scores.set(pair, pairs.score[rank] as number);
  const missed = [...pairs.truePairs]
    .filter(pair => !counts(pair))
    .map((pair): MissedVariant => {
      const queryId = truth.pairs.queryId(pair);
      const variant = variants.get(queryId);
      return {
        ...{ queryId, refId: truth.pairs.refId(pair), score: scores.get(pair) ?? null },
        variantId: variant?.id ?? null,
        distance: variant?.distance ?? null,
        steps: variant?.steps.map(({ name }) => name) ?? [],
      };
    })
    .sort(
      (a, b) =>
        compareScores(a.score, b.score) ||
        (a.distance ?? 256) - (b.distance ?? 256) ||
        a.queryId.localeCompare(b.queryId),
    );
  return { count: missed.length, hardest: missed.slice(0, mostMissed) };
}

/** What was not predicted comes first. */
function compareScores(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a - b;
}

function countQueries({ truth, predictions }: ScoredSet): number {
  const queries = new Set<string>();
  for (const table of [truth, predictions])
    for (let row = 0; row < table.size; row++) queries.add(table.pairs.queryId(table.pair(row)));
  return queries.size;
}

const mostPoints = 200;

/** At most so many points, the ends among them. */
function thinned(points: readonly OperatingPoint[]): readonly OperatingPoint[] {
  if (points.length <= mostPoints) return points;
  return Array.from(
    { length: mostPoints },
    (_, place) => points[Math.round((place * (points.length - 1)) / (mostPoints - 1))] as OperatingPoint,
  );
}
