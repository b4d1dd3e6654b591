import { type MediaFacts, planDigestOfProvenance } from '@variegate/core-filters';
import type { FfprobeOutput } from './ffprobe-output.ts';

/** Everything that `probe` finds out about a file. */
export interface ProbedMedia {
  /** Absolute path. */
  readonly path: string;
  /** Bytes. */
  readonly sizeBytes: number;
  /** The demuxer's names, such as `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  readonly facts: MediaFacts;
  /** All streams in the order of the file. */
  readonly streams: readonly ProbedStream[];
  readonly chapters: readonly ProbedChapter[];
  /** The comment by which this program marks the variants that it makes; `null` in any other file. */
  readonly provenanceTag: string | null;
  /** What is out of the ordinary and how it is dealt with, a sentence each. */
  readonly remarks: readonly string[];
}

/** One stream of a file. */
export interface ProbedStream {
  readonly index: number;
  /** `video`, `audio`, `subtitle`, `data`, `attachment` or `unknown`. */
  readonly kind: string;
  /** Codec by ffmpeg's name, or `unknown`. */
  readonly codec: string;
  /** Whether it is a cover picture rather than a video. */
  readonly attachedPicture: boolean;
}

/** One chapter mark. */
export interface ProbedChapter {
  /** Seconds. */
  readonly startSeconds: number;
  /** Seconds. */
  readonly endSeconds: number;
  /** Empty where the file gives none. */
  readonly title: string;
}

/** The streams as ffprobe lists them. Pure. */
export function probedStreams(output: FfprobeOutput): ProbedStream[] {
  return output.streams.map(stream => ({
    index: stream.index,
    kind: stream.codec_type,
    codec: stream.codec_name,
    attachedPicture: stream.disposition['attached_pic'] === 1,
  }));
}

/** The chapters as ffprobe lists them. Pure. */
export function probedChapters(output: FfprobeOutput): ProbedChapter[] {
  return output.chapters.map(chapter => ({
    startSeconds: chapter.start_time ?? 0,
    endSeconds: chapter.end_time ?? 0,
    title: chapter.tags['title'] ?? '',
  }));
}

/** The comment of the container, where it is the mark of a variant. Pure. */
export function provenanceTagOf({ format }: FfprobeOutput): string | null {
  // Matroska writes its tags in capitals.
  const comment = Object.entries(format.tags).find(([key]) => key.toLowerCase() === 'comment')?.[1];
  return comment !== undefined && planDigestOfProvenance(comment) !== null ? comment : null;
}
