export type { Dataset, DatasetSource, DatasetStep, DatasetVariant } from './dataset/dataset.ts';
export { readDataset } from './dataset/read-dataset.ts';
export { DatasetUnusableError, EvaluationError, OptionInvalidError, TableInvalidError } from './errors.ts';
export { type ExportDatasetOptions, exportDataset, type WrittenExport } from './export/export-dataset.ts';
export type { MediaChoice } from './export/export-folder.ts';
export { type ExportFormat, exportFormats } from './export/formats.ts';
export {
  disc21MicroAp,
  type OperatingPoint,
  type PairSweep,
  pairMicroAp,
  pointAtPrecision,
  precisionRecall,
  sweepPairs,
} from './measures/pair-sweep.ts';
export {
  assertMeasurable,
  type PairWeight,
  type SegmentSweep,
  segmentApOf,
  sweepSegments,
} from './measures/segment-sweep.ts';
export { type SegmentQuality, vcslQuality } from './measures/vcsl.ts';
export { type Match, MatchTable, matchTable, type RowsByPair } from './tables/match-table.ts';
export { PairIndex } from './tables/pair-index.ts';
export {
  anyIds,
  type IdReader,
  type ReadTableOptions,
  readGroundTruth,
  readPredictions,
} from './tables/read-tables.ts';
