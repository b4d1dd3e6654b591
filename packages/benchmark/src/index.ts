export { type BaselineName, baselineNames } from './baselines/baseline-name.ts';
export type { BenchmarkOptions } from './benchmark-options.ts';
export { benchmarkProcessingSpeed } from './benchmark-processing-speed.ts';
export type { Configuration } from './configurations/configuration.ts';
export type { Recommendation } from './configurations/recommend.ts';
export type { Environment } from './environment/environment.ts';
export {
  BenchmarkCancelledError,
  BenchmarkError,
  OptionInvalidError,
  type Retry,
  WorkFailedError,
} from './errors.ts';
export type {
  BenchEvent,
  BenchPlannedEvent,
  BenchRunEvent,
  BenchSummaryEvent,
  BenchWarmedUpEvent,
  MachineBusyEvent,
} from './events.ts';
export { parseBenchEvent } from './formats/bench-event-schema.ts';
export type { WorkFigures } from './measuring/measure-work.ts';
export { benchmarkPage } from './report/benchmark-page.ts';
export type {
  Axis,
  BarsBlock,
  Block,
  LinesBlock,
  Section,
  Series,
  TableBlock,
  TextBlock,
} from './report/block.ts';
export { summarySections } from './report/summary-sections.ts';
export type { Point } from './statistics/fit-line.ts';
export type { Spread } from './statistics/spread.ts';
export type {
  BaselineFigures,
  BenchmarkRun,
  BenchmarkSummary,
  BenchmarkWork,
  ConfigurationFigures,
} from './summary.ts';
