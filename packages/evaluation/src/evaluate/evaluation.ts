import type { SegmentQuality } from '../measures/vcsl.ts';

/** The version of the format of evaluations that this package writes. */
export const evaluationFormatVersion = 1;

/** A figure, and where it lies with 95 % when other sources are drawn. */
export interface Estimate {
  readonly value: number;
  /** `null` where what it is about comes from fewer than two sources. */
  readonly low: number | null;
  /** `null` where what it is about comes from fewer than two sources. */
  readonly high: number | null;
}

/** How well a detector finds what is in a set, and what breaks it. */
export interface Evaluation {
  readonly formatVersion: typeof evaluationFormatVersion;
  /** What was evaluated, in one sentence. */
  readonly headline: string;
  /** The transformations that the headline names, the worst first. */
  readonly breaksOn: readonly string[];
  readonly set: EvaluatedSet;
  readonly predictions: EvaluatedPredictions;
  readonly operatingPoint: EvaluatedPoint;
  readonly measures: EvaluatedMeasures;
  /** Points of the curve of precision and recall over pairs, at most 200. */
  readonly curve: readonly CurvePoint[];
  /** The same by what was done; empty where only a ground truth was given. */
  readonly groups: readonly GroupFigures[];
  /** What each transformation costs, the worst first; empty where only a ground truth was given. */
  readonly contrasts: readonly Contrast[];
  /** `null` where the set has no distractors, or only a ground truth was given. */
  readonly falseAlarms: FalseAlarms | null;
  readonly missed: MissedVariants;
}

/** How large the set is. */
export interface EvaluatedSet {
  readonly queries: number;
  /** Pairs of a query and a reference that are to be found. */
  readonly pairs: number;
  /** What intervals are drawn over: the videos that queries were made of. */
  readonly sources: number;
}

/** What was predicted. */
export interface EvaluatedPredictions {
  readonly rows: number;
  readonly pairs: number;
  /** Whether rows say where, and not only that, a query shows a reference. */
  readonly hasTimes: boolean;
}

/** From which score on a prediction counts where one has to be chosen. */
export interface EvaluatedPoint {
  /** The precision that was asked for, 0..1. */
  readonly wantedPrecision: number;
  /** Lowest score that counts; `null` where no score reaches the precision, and then every prediction counts. */
  readonly threshold: number | null;
  /** Precision over pairs there, 0..1; `null` without predictions. */
  readonly precision: number | null;
}

/** The measures of the field. */
export interface EvaluatedMeasures {
  /** VSC2022's matching track; `null` for pairs without times. */
  readonly segmentAp: Estimate | null;
  /** VSC2022's descriptor track. */
  readonly pairMicroAp: Estimate;
  /** Highest recall at the wanted precision or more; 0 where no score reaches it. */
  readonly recallAtPrecision: Estimate;
  /** DISC21's, equal scores in the worst order. */
  readonly disc21MicroAp: number;
  /** VCSL's over all rows; `null` for pairs without times, and where it is undefined. */
  readonly vcsl: SegmentQuality | null;
  /** VCSL's over the rows that count at the operating point. */
  readonly vcslAtPoint: SegmentQuality | null;
}

/** A point of the curve. */
export interface CurvePoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** What queries are told apart by. */
export const dimensions = [
  ...(['kind', 'strategy', 'level', 'recipe', 'layer'] as const),
  ...(['transformation', 'intensity', 'distance'] as const),
] as const;

/** One of them. */
export type Dimension = (typeof dimensions)[number];

/** The figures of the queries that have something in common. */
export interface GroupFigures {
  readonly dimension: Dimension;
  /** What they have in common, such as `strong`, or `crop 25-49` for an intensity. */
  readonly value: string;
  readonly queries: number;
  /** Pairs of these queries that are to be found, and those that are found at the operating point. */
  readonly pairs: number;
  readonly found: number;
  /** Found of pairs, 0..1; `null` without pairs. */
  readonly recall: Estimate | null;
  readonly pairMicroAp: Estimate | null;
  readonly segmentAp: Estimate | null;
}

/** What a transformation costs in recall at the operating point. Negative: variants with it are found less often. */
export interface Contrast {
  readonly transformation: string;
  /** `null` for a transformation of the user's own. */
  readonly layer: string | null;
  /** Variants with it. */
  readonly variants: number;
  /** 0..1. */
  readonly recallWith: number;
  /**
   * Recall with it minus recall without it, among variants of the same strategy, level and recipe, -1..1; `null` where no two can be
   * compared.
   */
  readonly difference: Estimate | null;
  /** How much of that is its own, by the logistic fit over all transformations, -1..1; `null` where all variants have it. */
  readonly own: Estimate | null;
  /**
   * How likely a difference as low is for any of the transformations by chance alone, 0..1; `null` where nothing can be compared.
   */
  readonly chance: number | null;
}

/** What the detector finds in videos that come from no reference. */
export interface FalseAlarms {
  readonly queries: number;
  /** Those with a prediction that counts at the operating point. */
  readonly alarms: number;
  readonly rate: Estimate;
}

/** What was not found at the operating point. */
export interface MissedVariants {
  readonly count: number;
  /** The hardest first: without any prediction, then by score; nearest to the source first among equals. At most 100. */
  readonly hardest: readonly MissedVariant[];
}

/** A query that was not found. */
export interface MissedVariant {
  readonly queryId: string;
  readonly refId: string;
  /** Score of the right pair; `null` where it was not predicted. */
  readonly score: number | null;
  /** 64 hex digits; `null` where only a ground truth was given. */
  readonly variantId: string | null;
  /** Mean PDQ distance from the source, 0..256 bits; `null` where not measured. */
  readonly distance: number | null;
  /** Names of the steps. */
  readonly steps: readonly string[];
}
