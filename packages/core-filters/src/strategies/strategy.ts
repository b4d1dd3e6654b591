import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Level } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { PlanStep, RejectedStep } from '../plan/plan.ts';
import type { RandomStream } from '../random-stream.ts';

/** A way to draw chains from the catalogue. */
export interface Strategy {
  readonly name: StrategyName;
  /** One sentence for listings. */
  readonly summary: string;
  /** Fewest steps of a chain, where the source and the user's choice allow as many. */
  readonly minSteps: number;
  /** Most steps of a chain. */
  readonly maxSteps: number;
  /** Whether what is drawn is one candidate of a search, which measures several: see `createSearch`. @default false */
  readonly measured?: true;
  /** Draws one chain. Everything random comes from `request.random`. */
  draw(request: DrawRequest): DrawnChain;
}

/** Names of the strategies. */
export const strategyNames = ['standard', 'seven_layer', 'enhanced_metrics'] as const;

/** Name of a strategy. */
export type StrategyName = (typeof strategyNames)[number];

/** What a strategy draws from. */
export interface DrawRequest {
  readonly random: RandomStream;
  /** Facts of the source after normalisation. */
  readonly facts: MediaFacts;
  readonly level: Level;
  /** Bits by which all steps together may move a hash. @default what the level allows */
  readonly budget?: number | undefined;
  /** The catalogue, or what the user left of it. */
  readonly candidates: readonly Transformation[];
  /** Assets to draw from. @default the generated set */
  readonly assets?: readonly AssetFacts[] | undefined;
}

/** A chain, and what the source did not allow. */
export interface DrawnChain {
  readonly steps: readonly PlanStep[];
  readonly rejected: readonly RejectedStep[];
}
