import type { FilterGraph } from './filter-graph.ts';

/** Containers that variants are written in. */
export type Container = 'mp4' | 'mkv' | 'mov' | 'webm';

/**
 * One ffmpeg run as inert data: no path in it, nothing started. The runner adds its hardened prefix, the
 * paths, the limits and the scratch file.
 */
export interface FfmpegCommand {
  /** Input 0 is the source; the others are assets, in the order in which the graph numbers them. */
  readonly inputs: readonly CommandInput[];
  readonly graph: FilterGraph;
  /** Everything between the inputs and the output file: maps, codecs, metadata, muxer flags. */
  readonly outputArguments: readonly string[];
  readonly container: Container;
  /** What the file must turn out to be. */
  readonly expected: ExpectedOutput;
}

/** An input of a command, by role rather than by path. */
export interface CommandInput {
  readonly kind: 'video' | 'image' | 'audio';
  /** `source`, or the SHA-256 (64 hex digits) of an asset. */
  readonly media: 'source' | (string & {});
  /** Options that stand before this input's `-i`, such as `-loop 1`. */
  readonly inputArguments: readonly string[];
}

/** What a finished file must be, within the tolerances that verification states. */
export interface ExpectedOutput {
  /** Seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly hasAudio: boolean;
}
