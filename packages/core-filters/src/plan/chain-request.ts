import type { AssetFacts } from '../assets/asset-facts.ts';
import type { Level } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';

/** What the chain of one variant is drawn from. */
export interface ChainRequest {
  readonly level: Level;
  /** A whole number ≥ 0; everything random follows from it. */
  readonly seed: number;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** SHA-256 of the source file, 64 lower-case hex digits. */
  readonly sourceSha256: string;
  readonly facts: MediaFacts;
  /** Second media to draw from, in any order. @default the generated set, the same on every machine */
  readonly assets?: readonly AssetFacts[] | undefined;
}
