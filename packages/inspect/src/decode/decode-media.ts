import { type MediaFacts, type Normalization, rationalToNumber } from '@variegate/core-filters';
import { type Ffmpeg, inputArguments, type OpenInput, runTool, type ToolResult } from '@variegate/runner';
import { MediaUnusableError } from '../errors.ts';
import type { LumaRange } from '../pdq/shrink-luma.ts';
import type { SourceLimits } from '../source-limits.ts';
import {
  audioMarkRate,
  decodeArguments,
  decodedTracks,
  type LumaFrames,
  lumaStage,
} from './decode-arguments.ts';
import { FrameClock } from './frame-clock.ts';
import { MatroskaReader } from './matroska-reader.ts';

/** How a file is decoded. */
export interface DecodeOptions {
  readonly ffmpeg: Ffmpeg;
  readonly facts: MediaFacts;
  readonly limits: SourceLimits;
  readonly frames: LumaFrames;
  /** How frames are made whole, as variants begin with them. @default they are taken as they are stored */
  readonly normalization?: Normalization | undefined;
  /**
   * Called with the luma plane of each chosen frame, one byte a pixel, in the order of presentation. The time is
   * in seconds, with its origin at {@link DecodedMedia.startSeconds}.
   */
  readonly onLuma: (luma: Uint8Array, seconds: number) => void;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock, in milliseconds, > 0. @default the larger of 300 s and ten times the video's length */
  readonly timeoutMs?: number | undefined;
  /** Called with the pid. */
  readonly onStarted?: ((pid: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came out of decoding a file from its first byte to its last. */
export interface DecodedMedia {
  /** Frames of the video. */
  readonly frameCount: number;
  /** Time of the first frame. */
  readonly startSeconds: number;
  /** From the first frame to the end of the last. */
  readonly durationSeconds: number;
  /** Seconds of audio; `null` without an audio stream. */
  readonly audioSeconds: number | null;
  /** Words of chromaprint, about eight a second; `null` without audio or where ffmpeg lacks it. */
  readonly audioFingerprint: Uint32Array | null;
  /** What ffmpeg complained about, one line each; empty for a whole file. */
  readonly complaints: readonly string[];
  /** How the process ended. */
  readonly run: ToolResult;
}

/** What the luma values of a decode mean. */
export function decodedLumaRange(facts: MediaFacts): LumaRange {
  return lumaStage(facts.video).range;
}

/**
 * Decodes all of a file once, and brings out what verification and the hashes need. Damage is part of the result.
 *
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 * @throws {RUNNER_OUT_OF_MEMORY} | {RUNNER_TOO_MANY_FILES} since neither says anything about the file.
 */
export async function decodeMedia(input: OpenInput, options: DecodeOptions): Promise<DecodedMedia> {
  const { facts, ffmpeg, frames, normalization } = options;
  const clock = new FrameClock();
  let audioBytes = 0;
  const reader = new MatroskaReader(({ track, milliseconds, data }) => {
    if (track === decodedTracks.marks) clock.tick(milliseconds / 1000);
    else if (track === decodedTracks.luma && options.frames !== 'none')
      options.onLuma(data, milliseconds / 1000);
    else audioBytes += data.length;
  });
  const fingerprintAudio = facts.audio !== null && ffmpeg.muxers.has('chromaprint');
  const request = { facts, luma: lumaStage(facts.video), frames, fingerprintAudio, normalization };
  const run = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    inputs: [input],
    arguments: [...inputOptions(options), '-i', input.ffmpegUrl, ...decodeArguments(request)],
    stdout: { bytes: chunk => reader.write(chunk) },
    ...(options.onStarted === undefined ? {} : { onStarted: options.onStarted }),
    timeoutMs: options.timeoutMs ?? Math.max(300, 10 * facts.durationSeconds) * 1000,
    signal: options.signal,
  });
  const retry = run.failure?.retry.kind;
  if (run.failure !== null && (retry === 'more-memory' || retry === 'after')) throw run.failure;
  return {
    frameCount: clock.count,
    startSeconds: clock.firstSeconds,
    durationSeconds: clock.durationSeconds(1 / rationalToNumber(facts.video.frameRate)),
    audioSeconds: facts.audio === null ? null : audioBytes / audioMarkRate,
    audioFingerprint: fingerprintAudio ? words(reader.trailingBytes()) : null,
    complaints: complaintsIn(run.stderrTail),
    run,
  };
}

function inputOptions({ limits, threads = 1 }: DecodeOptions): string[] {
  return [
    ...inputArguments('video', { maxStreams: limits.maxStreams, maxPixels: limits.maxPixels }),
    // Damage is counted, not stopped at: the report is complete and the exit code is kept.
    ...['-max_error_rate', '0', '-threads', String(threads), '-filter_complex_threads', String(threads)],
  ];
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes.subarray(0, bytes.length - (bytes.length % 4))).buffer);
}

function complaintsIn(stderr: string): string[] {
  return stderr.split('\n').filter(line => /(?:^|\] )\[(?:error|fatal|panic)\] /.test(line));
}

/** The failure of a decode that gave not a single frame: the program's own where that may pass, else the file's. */
export function nothingDecoded({ path }: OpenInput, { run }: DecodedMedia): Error {
  if (run.failure !== null && run.failure.retry.kind !== 'never') return run.failure;
  const detail = 'has a video stream of which not a single frame can be decoded';
  return new MediaUnusableError(path, detail, { reason: 'unreadable-video', cause: run.failure });
}
