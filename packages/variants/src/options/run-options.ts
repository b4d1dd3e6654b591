import type {
  AssetFacts,
  Catalogue,
  Level,
  RecipeIdentity,
  StrategyName,
  Target,
} from '@variegate/core-filters';
import type { SourceLimits } from '@variegate/inspect';
import type { RenderSettings } from '../job/render-settings.ts';
import type { drawingOptions } from './drawing-options.ts';
import type { inputOptions } from './input-options.ts';
import type { CompleteValuesOf, ValuesOf } from './option.ts';
import type { outputOptions } from './output-options.ts';
import type { runningOptions } from './running-options.ts';
import type { Series } from './series.ts';

/**
 * The options of a run after they have been checked and every default filled in, with `null` for what nothing was given
 * for; plain JSON.
 */
export interface RunOptions
  extends CompleteValuesOf<typeof runningOptions>,
    CompleteValuesOf<typeof inputOptions>,
    Pick<CompleteValuesOf<typeof outputOptions>, 'outDir' | 'cacheFolder' | 'tree'> {
  readonly batchId: string;
  readonly drawing: DrawingDescription;
  readonly settings: RenderSettings;
  readonly limits: SourceLimits;
  /** Folder of the assets that plans are drawn from; `null`: the generated set. */
  readonly assetsFolder: string | null;
  /** What has the transformations of the plans; absent: the built-in catalogue. Not plain JSON. */
  readonly catalogue?: Catalogue;
}

/** How much is measured of a variant. */
export type MeasureChoice = NonNullable<ValuesOf<typeof runningOptions>['measure']>;

/** The options of a run that draws its plans; plain JSON but for a custom chain. */
export interface DrawingRunOptions extends RunOptions {
  readonly drawing: DrawingOptions;
  /** What is drawn of each input, one after the other. */
  readonly series: readonly Series[];
}

/** What plans follow from, besides the source. */
export interface DrawingOptions extends DrawingDescription {
  readonly strategy: StrategyName | 'custom' | 'single';
}

/** How plans came about, by the names that the plans themselves give. */
export interface DrawingDescription
  extends Omit<
    CompleteValuesOf<typeof drawingOptions>,
    | ('strategy' | 'recipe' | 'chain' | 'catalogue' | 'distractors' | 'assets')
    | ('count' | 'level' | 'grid' | 'index' | 'id')
    | ('targetDistance' | 'targetMatch' | 'targetSsim')
  > {
  readonly strategy: string;
  /** Number of variants of each input, for each level and recipe; `null`: they differ. */
  readonly count: number | null;
  /** The level, or those of a run that has several. */
  readonly level: Level | readonly Level[];
  /** The recipe that they were drawn by, or those of a run that has several; absent: none. */
  readonly recipe?: RecipeIdentity | readonly RecipeIdentity[];
  /** Points of the grid of the strategy `single`; absent with any other. */
  readonly grid?: number;
  /** What finished variants shall measure; absent: anything. */
  readonly target?: Target;
  /** The only numbers, and ranges of them, that are made; absent: all. */
  readonly index?: readonly (number | string)[];
  /** The only ids, or first digits of them, that are made; absent: all. */
  readonly id?: readonly string[];
  /** Assets to draw from, in the order of their digests; absent: the generated set. */
  readonly assets?: readonly AssetFacts[] | undefined;
}

export type { SourceLimits };
