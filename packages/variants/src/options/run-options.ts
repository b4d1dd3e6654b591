import type { AssetFacts, Level, PlanTemplate, StrategyName } from '@variegate/core-filters';
import type { RenderSettings } from '../identity/render-settings.ts';

/** The options of a run after they have been checked and every default filled in; plain JSON. */
export interface RunOptions {
  readonly outDir: string;
  readonly batchId: string;
  readonly drawing: DrawingDescription;
  readonly settings: RenderSettings;
  readonly limits: SourceLimits;
  readonly maxWorkers: number | 'auto';
  readonly memoryLimit: number | string;
  /** `null`: from the predicted time. */
  readonly timeoutSeconds: number | null;
  readonly retries: number;
  readonly failFast: boolean;
  /** `null`: 1 GiB, or a tenth of the file system where that is less. */
  readonly minFreeBytes: number | null;
  readonly allowVariants: boolean;
  readonly measure: MeasureChoice;
  /** Whether steps that the ffmpeg cannot do are left out. */
  readonly skipMissing: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly verify: 'checksum' | 'decode';
  /** Folder of the second media that plans are drawn from; `null`: the generated set. */
  readonly assetsFolder: string | null;
  readonly ffmpegPath: string | null;
  readonly cacheFolder: string | null;
}

/** How much is measured of a variant. */
export type MeasureChoice = 'off' | 'fast' | 'full';

/** The options of a run that draws its plans; plain JSON but for a chain of the user's own. */
export interface DrawingRunOptions extends RunOptions {
  readonly drawing: DrawingOptions;
  /** What plans are drawn from instead of a strategy; `null`: the strategy. */
  readonly chain: PlanTemplate | null;
}

/** What plans follow from, besides the source. */
export interface DrawingOptions extends DrawingDescription {
  readonly strategy: StrategyName | 'custom';
}

/** How plans came about, by the names that the plans themselves give. */
export interface DrawingDescription {
  readonly strategy: string;
  readonly level: Level;
  readonly seed: number;
  /** Variants of each source. */
  readonly count: number;
  /** Unedited re-encodes of each source. */
  readonly controls: number;
  /** `null`: all. */
  readonly only: readonly string[] | null;
  readonly exclude: readonly string[];
  /** Second media to draw from, in the order of their digests; absent: the generated set. */
  readonly assets?: readonly AssetFacts[] | undefined;
  /** Lowest SSIM that a measured search accepts, 0..1. */
  readonly qualityFloor: number;
}

/** What a source may ask of the machine. */
export interface SourceLimits {
  readonly maxDurationSeconds: number;
  readonly maxPixels: number;
  readonly maxStreams: number;
  readonly maxFps: number;
}
