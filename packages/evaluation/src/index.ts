export type { Dataset, DatasetSource, DatasetStep, DatasetVariant } from './dataset/dataset.ts';
export { readDataset } from './dataset/read-dataset.ts';
export {
  DatasetUnusableError,
  DetectorFailedError,
  EvaluationError,
  OptionInvalidError,
  TableInvalidError,
} from './errors.ts';
export { type EvaluatePredictionsOptions, evaluatePredictions } from './evaluate/evaluate-predictions.ts';
export type {
  Contrast,
  CurvePoint,
  Dimension,
  Estimate,
  EvaluatedMeasures,
  EvaluatedPoint,
  EvaluatedPredictions,
  EvaluatedSet,
  Evaluation,
  FalseAlarms,
  GroupFigures,
  MissedVariant,
  MissedVariants,
} from './evaluate/evaluation.ts';
export { evaluationLineSchema } from './evaluate/evaluation-schema.ts';
export type { TruthChoice } from './evaluate/scored-set.ts';
export { type ExportDatasetOptions, exportDataset, type WrittenExport } from './export/export-dataset.ts';
export type { MediaChoice } from './export/export-folder.ts';
export { type ExportFormat, exportFormats } from './export/formats.ts';
export type { Found } from './matching/found.ts';
export {
  type MatchDatasetOptions,
  matchDataset,
  type WrittenMatches,
} from './matching/match-dataset.ts';
export { type DetectorName, detectorNames } from './matching/run-detectors.ts';
export {
  disc21MicroAp,
  type OperatingPoint,
  type PairSweep,
  pairMicroAp,
  pointAtPrecision,
  precisionRecall,
  sweepPairs,
} from './measures/pair-sweep.ts';
export type {
  PairWeight,
  PairWeighting,
  RowUnits,
  SweptPairs,
  UnitWeights,
} from './measures/pair-weights.ts';
export {
  assertMeasurable,
  type SegmentSweep,
  segmentApOf,
  sweepSegments,
} from './measures/segment-sweep.ts';
export { type SegmentQuality, vcslQuality } from './measures/vcsl.ts';
export { apText, chanceText, percentText, pointsText, shareText } from './page/figures.ts';
export { type WriteEvaluationPageOptions, writeEvaluationPage } from './page/write-evaluation-page.ts';
export { type Match, MatchTable, matchTable, type RowsByPair } from './tables/match-table.ts';
export { PairIndex } from './tables/pair-index.ts';
export {
  anyIds,
  type IdReader,
  type ReadTableOptions,
  readGroundTruth,
  readPredictions,
} from './tables/read-tables.ts';
