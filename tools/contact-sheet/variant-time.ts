import type { SegmentMap } from '@variegate/core-filters';

/**
 * Where a variant shows a moment of its source, in seconds; where it does not show it, the moment nearest to it that it
 * does show; `null` for a variant that shows nothing of its source.
 */
export function variantTimeOf(segments: SegmentMap, sourceSeconds: number): number | null {
  let nearest: { readonly distance: number; readonly time: number } | null = null;
  for (const { variantStart, variantEnd, sourceStart, sourceEnd, direction } of segments) {
    const shown = Math.min(Math.max(sourceSeconds, sourceStart), sourceEnd);
    const distance = Math.abs(shown - sourceSeconds);
    if (nearest !== null && distance >= nearest.distance) continue;
    const share = sourceEnd === sourceStart ? 0 : (shown - sourceStart) / (sourceEnd - sourceStart);
    const along = direction === 1 ? share : 1 - share;
    nearest = { distance, time: variantStart + along * (variantEnd - variantStart) };
  }
  return nearest?.time ?? null;
}
