export { EvaluationError, OptionInvalidError, TableInvalidError } from './errors.ts';
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
