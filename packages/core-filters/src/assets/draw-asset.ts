import type { RandomStream } from '../random/random-stream.ts';
import type { AssetFacts, AssetKind } from './asset-facts.ts';

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
