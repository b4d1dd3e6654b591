import path from 'node:path';
import type { SegmentMap } from '@variegate/core-filters';
import { stringify } from 'csv-stringify/sync';

/** The columns of `ground_truth.csv`, as the copy-detection benchmark VSC2022 names them. */
const groundTruthColumns = [
  'query_id',
  'ref_id',
  'query_start',
  'query_end',
  'ref_start',
  'ref_end',
] as const;

/** The first line of `ground_truth.csv`, with its line break. */
export const groundTruthHeader = stringify([[...groundTruthColumns]]);

/** What the rows of one variant are made of. */
export interface GroundTruthSubject {
  /** File name of the variant. */
  readonly output: string;
  /** Stem of its source. */
  readonly sourceStem: string;
  readonly segments: SegmentMap;
}

/**
 * The lines of `ground_truth.csv` for one variant: one for each continuous segment, times in seconds with at most
 * six decimals. A reversed segment has ref_start < ref_end too; its direction is in the manifest.
 */
export function groundTruthRows({ output, sourceStem, segments }: GroundTruthSubject): string {
  const queryId = path.parse(output).name;
  return stringify(
    segments.map(segment => [
      queryId,
      sourceStem,
      seconds(segment.variantStart),
      seconds(segment.variantEnd),
      seconds(segment.sourceStart),
      seconds(segment.sourceEnd),
    ]),
  );
}

function seconds(value: number): string {
  return String(Number(value.toFixed(6)));
}
