import { untilAborted } from '@variegate/ground';
import { OptionInvalidError } from '../errors.ts';
import {
  disc21MicroAp,
  pairMicroAp,
  pointAtPrecision,
  precisionRecall,
  sweepPairs,
} from '../measures/pair-sweep.ts';
import { assertMeasurable, segmentApOf } from '../measures/segment-sweep.ts';
import { vcslQuality } from '../measures/vcsl.ts';
import { contrastsOf, type Trial } from './contrasts.ts';
import {
  type Estimate,
  type EvaluatedMeasures,
  type Evaluation,
  evaluationFormatVersion,
} from './evaluation.ts';
import { falseAlarmsOf } from './false-alarms.ts';
import { groupFigures } from './group-figures.ts';
import { breakingContrasts, headlineOf } from './headline.ts';
import { missedOf } from './missed-variants.ts';
import { readScoredSet, type ScoredSet, type TruthChoice } from './scored-set.ts';
import { estimated, type Scoring, score } from './scoring.ts';

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

/** Most points of the curve that are kept. */
const mostPoints = 200;

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
  const breaking = breakingContrasts(contrasts, scoring.resamples.sources);
  const { pairs, point } = scoring;
  const curve = precisionRecall(pairs, undefined, mostPoints);
  const operatingPoint = {
    wantedPrecision,
    threshold: point?.threshold ?? null,
    precision: point?.precision ?? curve.at(-1)?.precision ?? null,
  };
  const recallOfAll = pairs.truthPair.filter(scoring.counts).length / pairs.truthPair.length;
  return {
    formatVersion: evaluationFormatVersion,
    headline: headlineOf(measures, operatingPoint, breaking, { hasPlans: variants.size > 0, recallOfAll }),
    breaksOn: breaking.map(({ transformation }) => transformation),
    set: {
      queries: variants.size > 0 ? variants.size : countQueries(set),
      pairs: pairs.truthPair.length,
      sources: scoring.resamples.sources,
    },
    predictions: { rows: predictions.size, pairs: pairs.pair.length, hasTimes: predictions.hasTimes },
    operatingPoint,
    measures,
    curve,
    groups: groupFigures(scoring),
    contrasts,
    falseAlarms: falseAlarmsOf(scoring),
    missed: missedOf(scoring),
  };
}

function measuresOf(scoring: Scoring, hasTimes: boolean): EvaluatedMeasures {
  const { set, pairs, segments, wantedPrecision, point } = scoring;
  const { truth, predictions } = set;
  // VSC2022 takes matches for pairs with scores of 0 or more; a file of pairs is taken as it is.
  const clamped = predictions.hasTimes ? sweepPairs(truth, predictions, { lowest: 0 }) : pairs;
  const threshold = point?.threshold ?? Number.NEGATIVE_INFINITY;
  return {
    segmentAp: segments === null ? null : estimated(scoring, segments, by => segmentApOf(segments, by)),
    pairMicroAp: estimated(scoring, clamped, by => pairMicroAp(clamped, by)) as Estimate,
    recallAtPrecision: estimated(
      scoring,
      pairs,
      by => pointAtPrecision(pairs, wantedPrecision, by)?.recall ?? 0,
    ) as Estimate,
    disc21MicroAp: disc21MicroAp(pairs) ?? 0,
    vcsl: hasTimes ? vcslQuality(truth, predictions) : null,
    vcslAtPoint: hasTimes
      ? vcslQuality(truth, predictions, row => predictions.score(row) >= threshold)
      : null,
  };
}

/** Each variant that is to be found: whether it was. */
function trialsOf(scoring: Scoring): readonly Trial[] {
  const { set, pairs, counts, sourceOf } = scoring;
  return [...pairs.truthPair].flatMap(pair => {
    const variant = set.variants.get(set.truth.pairs.queryId(pair));
    return variant === undefined ? [] : [{ variant, found: counts(pair), source: sourceOf(pair) }];
  });
}

function countQueries({ truth, predictions }: ScoredSet): number {
  const queries = new Set<string>();
  for (const table of [truth, predictions])
    for (let row = 0; row < table.size; row++) queries.add(table.pairs.queryId(table.pair(row)));
  return queries.size;
}
