/** What a second medium can be. */
export const assetKinds = ['image', 'video', 'audio'] as const;

/** A still picture, a clip, or sound alone. */
export type AssetKind = (typeof assetKinds)[number];

/**
 * A second medium, such as a logo or a clip to blend with, as far as a step needs to know it. Steps carry these facts
 * in their parameters, so a plan says all about itself: the file is found by its digest, never by a path.
 */
export interface AssetFacts {
  /** SHA-256 of the whole file, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly kind: AssetKind;
  /** Width in pixels as presented; 0 for sound. */
  readonly width: number;
  /** Height in pixels as presented; 0 for sound. */
  readonly height: number;
  /** Length in seconds; 0 for a still picture. */
  readonly durationSeconds: number;
  /** Whether there is sound in it. */
  readonly hasAudio: boolean;
}
