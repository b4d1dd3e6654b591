export type { Retry } from '@variegate/ground';
export { type BaselineName, baselineNames } from './baselines/baseline.ts';
export { parseBenchEvent } from './bench-event-schema.ts';
export type { BenchmarkOptions } from './benchmark-options.ts';
export { benchmarkProcessingSpeed } from './benchmark-processing-speed.ts';
export type { Configuration } from './configurations/configuration.ts';
export {
  BenchmarkCancelledError,
  BenchmarkError,
  OptionInvalidError,
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
export type { Environment } from './measuring/environment.ts';
export type { WorkFigures } from './measuring/measure-work.ts';
export type {
  Axis,
  BarsBlock,
  Block,
  LinesBlock,
  Point,
  Section,
  Series,
  TableBlock,
  TextBlock,
} from './report/block.ts';
export { summarySections } from './report/summary-sections.ts';
export { benchmarkPage } from './report/to-html-page.ts';
export type { Spread } from './spread.ts';
export type {
  BaselineFigures,
  BenchmarkRun,
  BenchmarkSummary,
  BenchmarkWork,
  ConfigurationFigures,
  Recommendation,
} from './summary.ts';
