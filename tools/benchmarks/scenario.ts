import type { Ffmpeg } from '@variegate/runner';
import type { Block } from '../../packages/benchmark/src/report/block.ts';
import type { BenchClip } from './clips.ts';
import type { Sizing } from './sizing.ts';

/**
 * A section of docs/benchmarks.md: something that is measured, and how it is shown. A new one is a file beside these and
 * a line in `scenarios.ts`.
 */
export interface Scenario {
  /** By which `--only` names it, such as `processing-speed`. */
  readonly name: string;
  /** The heading of the section. */
  readonly title: string;
  /** Measures, and returns what was found. */
  run(context: ScenarioContext): Promise<Finding>;
}

/** What a scenario works with. */
export interface ScenarioContext {
  readonly ffmpeg: Ffmpeg;
  /** One or more; the first is the one for whatever needs a single clip. */
  readonly clips: readonly BenchClip[];
  /** An empty folder, removed afterwards. */
  readonly folder: string;
  readonly sizing: Sizing;
  /** Says how far it has come, in a line. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What a scenario found; plain JSON. */
export interface Finding {
  readonly blocks: readonly Block[];
  /** The numbers that later runs are compared with. */
  readonly figures: readonly Figure[];
}

/** A number that can become better or worse. */
export interface Figure {
  /** The same from run to run, such as `720p clip: median compiled / re-encode`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'less' | 'more';
}
