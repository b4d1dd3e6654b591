import type { PlanSingle, SegmentMap } from '@variegate/core-filters';
import { stringify } from 'csv-stringify/sync';
import { outputStem } from '../job/output-name.ts';

/** The columns of `ground_truth.csv`, as the copy-detection benchmark VSC2022 names them. */
const groundTruthColumns = [
  'query_id',
  'ref_id',
  'query_start',
  'query_end',
  'ref_start',
  'ref_end',
] as const;

/** The columns behind them in a set of single transformations. */
const singleColumns = ['transformation', 'intensity'] as const;

/**
 * The first line of `ground_truth.csv`, with its line break.
 *
 * @param isSingle - whether the set is one of single transformations
 */
export function groundTruthHeader(isSingle: boolean): string {
  return stringify([[...groundTruthColumns, ...(isSingle ? singleColumns : [])]]);
}

/** What the rows of one variant are made of. */
export interface GroundTruthSubject {
  /** File name of the variant. */
  readonly output: string;
  /** Stem of its source. */
  readonly sourceStem: string;
  readonly segments: SegmentMap;
  /** Its transformation and intensity, in a set of single ones; `null` for a control there. @default it is of no such set */
  readonly single?: PlanSingle | null;
}

/**
 * The lines of `ground_truth.csv` for one variant: one for each continuous segment, times in seconds with at most
 * six decimals. A reversed segment has ref_start < ref_end too; its direction is in the manifest.
 */
export function groundTruthRows({ output, sourceStem, segments, single }: GroundTruthSubject): string {
  const queryId = outputStem(output);
  const applied = single === undefined ? [] : [single?.transformation ?? '', single?.intensity ?? 0];
  return stringify(
    segments.map(segment => [
      queryId,
      sourceStem,
      seconds(segment.variantStart),
      seconds(segment.variantEnd),
      seconds(segment.sourceStart),
      seconds(segment.sourceEnd),
      ...applied,
    ]),
  );
}

function seconds(value: number): string {
  return String(Number(value.toFixed(6)));
}
