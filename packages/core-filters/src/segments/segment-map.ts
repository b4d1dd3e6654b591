/**
 * A stretch of the source that is shown, without interruption and at constant speed, in a variant.
 * All times in seconds from the first frame.
 */
export interface Segment {
  readonly variantStart: number;
  /** Greater than {@link Segment.variantStart}. */
  readonly variantEnd: number;
  readonly sourceStart: number;
  /** Not less than {@link Segment.sourceStart}; equal where one frame is held still. */
  readonly sourceEnd: number;
  /** `1` forwards, `-1` reversed: the variant's start then shows the source's end. */
  readonly direction: 1 | -1;
}

/** Which part of the source is where in a variant: segments in the order of the variant's time, not overlapping there. */
export type SegmentMap = readonly Segment[];
