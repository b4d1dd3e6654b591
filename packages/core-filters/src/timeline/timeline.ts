import type { AssetFacts } from '../assets/asset-facts.ts';
import { withFrameCount } from '../facts/change-facts.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import type { Segment, SegmentMap } from '../segment-map.ts';

/** A run of frames after an edit, by what it is made of. Frames are counted from 0, ends are excluded. */
export type Piece =
  /** Frames of the video before the edit, forwards or from the last to the first. */
  | { readonly kind: 'shown'; readonly first: number; readonly end: number; readonly direction: 1 | -1 }
  /** One frame of the video before the edit, held still; its audio is silence. */
  | { readonly kind: 'held'; readonly frame: number; readonly frames: number }
  /** Frames of one colour (`rrggbb`) that the video before the edit does not have; their audio is silence. */
  | { readonly kind: 'colour'; readonly colour: string; readonly frames: number }
  /** Frames of another clip, from its frame `skip` on, with its audio or, where it has none, with silence. */
  | { readonly kind: 'clip'; readonly asset: AssetFacts; readonly skip: number; readonly frames: number };

/**
 * What a video is after an edit, as runs of frames of the video before it. Filters for video and audio, the number
 * of frames and the segment map all follow from it, so that they cannot disagree.
 */
export type Timeline = readonly Piece[];

/** A timeline without its empty pieces. */
export function timelineOf(pieces: readonly Piece[]): Timeline {
  return pieces.filter(piece => framesOf(piece) > 0);
}

/** A run of frames, forwards. */
export function shown(first: number, end: number): Piece {
  return { kind: 'shown', first, end, direction: 1 };
}

/** The number of frames of a piece. */
export function framesOf(piece: Piece): number {
  return piece.kind === 'shown' ? piece.end - piece.first : piece.frames;
}

/** The same video with the frames of a timeline at the same rate; the audio has the same length. */
export function factsAfter(facts: MediaFacts, timeline: Timeline): MediaFacts {
  return withFrameCount(
    facts,
    timeline.reduce((sum, piece) => sum + framesOf(piece), 0),
  );
}

/**
 * Where the time before an edit is after it. The middle of a frame is where the middle of the frame that it shows
 * was: true of frames played backwards too, and the instant that a held frame stands for.
 */
export function segmentsAfter(facts: MediaFacts, timeline: Timeline): SegmentMap {
  const rate = rationalToNumber(facts.video.frameRate);
  const segments: Segment[] = [];
  let frame = 0;
  for (const piece of timeline) {
    const placed = { variantStart: frame / rate, variantEnd: (frame + framesOf(piece)) / rate };
    frame += framesOf(piece);
    if (piece.kind === 'shown') {
      const { first, end, direction } = piece;
      segments.push({ ...placed, sourceStart: first / rate, sourceEnd: end / rate, direction });
    } else if (piece.kind === 'held') {
      const instant = (piece.frame + 0.5) / rate;
      segments.push({ ...placed, sourceStart: instant, sourceEnd: instant, direction: 1 });
    }
  }
  return segments;
}
