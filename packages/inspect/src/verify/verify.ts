import type { Container, ExpectedOutput } from '@variegate/core-filters';
import type { Ffmpeg, OpenInput } from '@variegate/runner';
import { decodeAndHash } from '../decode/decode-and-hash.ts';
import { MediaUnusableError, VerificationFailedError } from '../errors.ts';
import { borrowInput } from '../input/borrow-input.ts';
import { defaultMediaLimits, type MediaLimits } from '../probe/media-limits.ts';
import { probe } from '../probe/probe.ts';
import type { ProbedMedia } from '../probe/probed-media.ts';
import { findMismatches } from './find-mismatches.ts';
import type { Verification } from './verification.ts';

/** How a finished file is verified. */
export interface VerifyOptions {
  readonly ffmpeg: Ffmpeg;
  /** What the file must be. */
  readonly expected: ExpectedOutput;
  readonly container: Container;
  /** Whether the first frame of each second is hashed on the way. @default false */
  readonly hashFrames?: boolean | undefined;
  /** @default {@link defaultMediaLimits}, each by itself */
  readonly limits?: Partial<MediaLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock of the decode, in milliseconds, > 0. @default the larger of 300 s and ten times the video's length */
  readonly timeoutMs?: number | undefined;
  /** Called with the pid of the decoding ffmpeg. */
  readonly onStarted?: ((pid: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes sure that a finished file is whole and is what it was to become: ffprobe opens it, its container, streams
 * and picture size are right, and all of it decodes without a single error to the expected length and number of
 * frames. The same decode hashes the frames and the sound.
 *
 * @throws {INSPECT_VERIFICATION_FAILED} with every mismatch listed.
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 * @throws {RUNNER_OUT_OF_MEMORY} | {RUNNER_TOO_MANY_FILES} since neither says anything about the file.
 */
export async function verify(file: string | OpenInput, options: VerifyOptions): Promise<Verification> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const probed = await probeOutput(input, options);
  const { facts } = probed;

  const decoded = await decodeAndHash(input, {
    ffmpeg: options.ffmpeg,
    facts,
    limits: { ...defaultMediaLimits, ...options.limits },
    frames: options.hashFrames === true ? 'each-second' : 'none',
    threads: options.threads,
    timeoutMs: options.timeoutMs,
    onStarted: options.onStarted,
    signal: options.signal,
  });

  const mismatches = findMismatches(options.expected, options.container, probed, decoded);
  if (mismatches.length > 0) throw new VerificationFailedError(input.path, mismatches, decoded.run.failure);
  return {
    durationSeconds: decoded.durationSeconds,
    frameCount: decoded.frameCount,
    width: facts.video.width,
    height: facts.video.height,
    hasAudio: facts.audio !== null,
    sizeBytes: input.sizeBytes,
    pdq: options.hashFrames === true ? decoded.frames : null,
    audioFingerprint: decoded.audioFingerprint,
    cpuSeconds: decoded.run.cpuSeconds,
  };
}

async function probeOutput(input: OpenInput, options: VerifyOptions): Promise<ProbedMedia> {
  const { ffmpeg, limits, signal } = options;
  try {
    return await probe(input, { ffmpeg, limits, signal });
  } catch (error) {
    if (!(error instanceof MediaUnusableError)) throw error;
    throw new VerificationFailedError(input.path, [error.message], error);
  }
}
