import type { RandomStream } from '../random-stream.ts';

/** What an asset can be. */
export const assetKinds = ['image', 'video', 'audio'] as const;

/** A still picture, a clip, or audio alone. */
export type AssetKind = (typeof assetKinds)[number];

/**
 * An asset, such as a logo or a clip to blend with, as far as a step needs to know it. Steps carry these facts
 * in their parameters, so a plan says all about itself: the file is found by its digest, never by a path.
 */
export interface AssetFacts {
  /** SHA-256 of the whole file, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly kind: AssetKind;
  /** Width in pixels as presented; 0 for audio. */
  readonly width: number;
  /** Height in pixels as presented; 0 for audio. */
  readonly height: number;
  /** Length in seconds; 0 for a still picture. */
  readonly durationSeconds: number;
  /** Whether there is audio in it. */
  readonly hasAudio: boolean;
}

/**
 * One of the assets of some kinds. The choice follows from the digests alone, in whatever order the assets come.
 *
 * @throws RangeError - when there is none; strategies leave such steps out.
 */
export function drawAsset(
  random: RandomStream,
  assets: readonly AssetFacts[],
  kinds: readonly AssetKind[],
): AssetFacts {
  const [first, ...others] = assets
    .filter(({ kind }) => kinds.includes(kind))
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  if (first === undefined) throw new RangeError(`There is no ${kinds.join(' or ')} to draw.`);
  return random.pick([first, ...others]);
}

/** Why a step that draws assets of these kinds has none to draw, or `null`. */
export function lacksAssets(
  assets: readonly AssetFacts[],
  kinds: readonly AssetKind[] | undefined,
): string | null {
  if (kinds === undefined || assets.some(({ kind }) => kinds.includes(kind))) return null;
  return `there is no ${kinds.join(' and no ')} among the assets`;
}
