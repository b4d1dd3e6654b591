import type { Segment } from '@variegate/core-filters';
import type { Dataset, DatasetSource, DatasetStep, DatasetVariant } from '../dataset/dataset.ts';

/** What a cell holds. Text that is `json` is JSON. */
export type Cell = string | number | boolean | null;

/** Kind of the cells of a column. */
export type CellType = 'text' | 'json' | 'integer' | 'number' | 'boolean';

/** A table of a set: the same whichever format it is written in. */
export interface ExportTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, CellType>>;
  /** One cell for each column, in their order. */
  rows(dataset: Dataset): Iterable<readonly Cell[]>;
}

/** The kind of a column's cells, and the cell of a row. */
type Column<Row> = readonly [CellType, (row: Row) => Cell];

function table<Row>(
  name: string,
  rowsOf: (dataset: Dataset) => Iterable<Row>,
  columns: Readonly<Record<string, Column<Row>>>,
): ExportTable {
  const list = Object.values(columns);
  return {
    name,
    columns: Object.fromEntries(Object.entries(columns).map(([column, [type]]) => [column, type])),
    *rows(dataset) {
      for (const row of rowsOf(dataset)) yield list.map(([, cellOf]) => cellOf(row));
    },
  };
}

interface SegmentRow {
  readonly variant: DatasetVariant;
  readonly segment: Segment;
}

interface StepRow {
  readonly variant: DatasetVariant;
  readonly step: DatasetStep;
  /** From 1. */
  readonly position: number;
}

/** One row for each variant, control and variant of a distractor. */
const variantsTable = table<DatasetVariant>('variants', ({ variants }) => variants, {
  query_id: ['text', variant => variant.name],
  export_id: ['text', ({ queryId }) => queryId],
  file_name: ['text', ({ output }) => output],
  kind: ['text', ({ kind }) => kind],
  number: ['integer', ({ index }) => index],
  ref_id: ['text', ({ source, kind }) => (kind === 'distractor' ? null : source.name)],
  source_sha256: ['text', ({ source }) => source.fingerprint],
  strategy: ['text', ({ strategy }) => strategy],
  level: ['text', ({ level }) => level],
  recipe: ['text', ({ recipe }) => recipe],
  seed: ['integer', ({ seed }) => seed],
  bytes: ['integer', ({ bytes }) => bytes],
  sha256: ['text', ({ sha256 }) => sha256],
  duration_seconds: ['number', ({ durationSeconds }) => durationSeconds],
  frame_count: ['integer', ({ frameCount }) => frameCount],
  width: ['integer', ({ width }) => width],
  height: ['integer', ({ height }) => height],
  has_audio: ['boolean', ({ hasAudio }) => hasAudio],
  pdq_distance: ['number', ({ distance }) => distance],
  matched_frames_percent: ['number', ({ matchedPercent }) => matchedPercent],
  audio_bit_error: ['number', ({ audioBitError }) => audioBitError],
  ssim: ['number', ({ ssim }) => ssim],
  variant_id: ['text', ({ id }) => id],
  plan: ['json', ({ plan }) => JSON.stringify(plan)],
});

/** One row for each source, distractors too. */
const sourcesTable = table<DatasetSource>('sources', ({ sources }) => sources, {
  ref_id: ['text', source => source.name],
  export_id: ['text', ({ refId }) => refId],
  role: ['text', ({ role }) => role],
  file_name: ['text', ({ file }) => file],
  sha256: ['text', ({ fingerprint }) => fingerprint],
  duration_seconds: ['number', ({ durationSeconds }) => durationSeconds],
  frames_per_second: ['number', ({ framesPerSecond }) => framesPerSecond],
  width: ['integer', ({ width }) => width],
  height: ['integer', ({ height }) => height],
});

/** The whole segment map: one row for each continuous segment of what comes from a reference. */
export const segmentsTable = table<SegmentRow>(
  'segments',
  function* ({ variants }) {
    for (const variant of variants) {
      if (variant.kind === 'distractor') continue;
      for (const segment of variant.segments) yield { variant, segment };
    }
  },
  {
    query_id: ['text', ({ variant }) => variant.name],
    ref_id: ['text', ({ variant }) => variant.source.name],
    query_start: ['number', ({ segment }) => segment.variantStart],
    query_end: ['number', ({ segment }) => segment.variantEnd],
    ref_start: ['number', ({ segment }) => segment.sourceStart],
    ref_end: ['number', ({ segment }) => segment.sourceEnd],
    direction: ['integer', ({ segment }) => segment.direction],
  },
);

/** One row for each step of each plan. */
const stepsTable = table<StepRow>(
  'steps',
  function* ({ variants }) {
    for (const variant of variants) {
      for (const [place, step] of variant.steps.entries()) yield { variant, step, position: place + 1 };
    }
  },
  {
    query_id: ['text', ({ variant }) => variant.name],
    position: ['integer', ({ position }) => position],
    name: ['text', ({ step }) => step.name],
    layer: ['text', ({ step }) => step.layer],
    intensity: ['number', ({ step }) => step.intensity],
    params: ['json', ({ step }) => JSON.stringify(step.params)],
  },
);

/** All of them. */
export const exportTables: readonly ExportTable[] = [variantsTable, sourcesTable, segmentsTable, stepsTable];
