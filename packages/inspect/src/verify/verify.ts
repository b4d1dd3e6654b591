import type { Container, ExpectedOutput } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';
import { decodeAndHash } from '../decode/decode-and-hash.ts';
import type { LumaFrames } from '../decode/decode-arguments.ts';
import { MediaUnusableError, VerificationFailedError } from '../errors.ts';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { probeHeaders } from '../probe/probe.ts';
import type { ProbedMedia } from '../probe/probed-media.ts';
import { defaultSourceLimits, type SourceLimits } from '../source-limits.ts';
import { type Common, type Opened, withFfmpeg } from '../with-ffmpeg.ts';
import { findMismatches } from './find-mismatches.ts';

/** How a finished file is verified. */
export interface VerifyOptions extends Common {
  /** What the file must be. */
  readonly expected: ExpectedOutput;
  readonly container: Container;
  /** Which frames are hashed on the way. @default 'none' */
  readonly hashFrames?: LumaFrames | undefined;
  /** @default {@link defaultSourceLimits}, each limit separately */
  readonly limits?: Partial<SourceLimits> | undefined;
  /** Decoder and filter threads, 1 or more. @default 1 */
  readonly threads?: number | undefined;
  /** Wall clock of the decode, in milliseconds, > 0. @default the larger of 300 s and ten times the video's length */
  readonly timeoutMs?: number | undefined;
  /** Called with the pid of the decoding ffmpeg. */
  readonly onStarted?: ((pid: number) => void) | undefined;
}

/**
 * Makes sure that a finished file is whole and as expected: ffprobe opens it, its container, streams
 * and picture size are right, and all of it decodes without a single error to the expected length and number of
 * frames. The same decode hashes the frames and the audio.
 *
 * @throws {INSPECT_VERIFICATION_FAILED} with every mismatch listed.
 * @throws the reason of `signal` once that is aborted, after everything has been cleaned up.
 * @throws {RUNNER_TIMED_OUT} after `timeoutMs`.
 * @throws {RUNNER_OUT_OF_MEMORY} | {RUNNER_TOO_MANY_FILES} since neither says anything about the file.
 */
export function verify(file: string | OpenInput, options: VerifyOptions): Promise<Verification> {
  return withFfmpeg(options, opened => verifyWith(file, opened));
}

async function verifyWith(file: string | OpenInput, options: Opened<VerifyOptions>): Promise<Verification> {
  await using borrowed = await borrowInput(file);
  const { input } = borrowed;
  const probed = await probeOutput(input, options);
  const { facts } = probed;

  const decoded = await decodeAndHash(input, {
    ffmpeg: options.ffmpeg,
    facts,
    limits: { ...defaultSourceLimits, ...options.limits },
    frames: options.hashFrames ?? 'none',
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
    pdq: (options.hashFrames ?? 'none') === 'none' ? null : decoded.frames,
    audioFingerprint: decoded.audioFingerprint,
    cpuSeconds: decoded.run.cpuSeconds,
  };
}

async function probeOutput(input: OpenInput, options: Opened<VerifyOptions>): Promise<ProbedMedia> {
  const { ffmpeg, limits, signal } = options;
  try {
    return await probeHeaders(input, { ffmpeg, limits, signal });
  } catch (error) {
    if (!(error instanceof MediaUnusableError)) throw error;
    throw new VerificationFailedError(input.path, [error.message], error);
  }
}

/** What the one decode of a finished file has shown. */
export interface Verification {
  /** From the first frame to the end of the last, in seconds. */
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly hasAudio: boolean;
  /** Bytes. */
  readonly sizeBytes: number;
  /** The frames that were to be hashed; `null` where there were to be none. */
  readonly pdq: readonly PdqFrame[] | null;
  /** Words of chromaprint, about eight a second; `null` without audio or where ffmpeg has no chromaprint. */
  readonly audioFingerprint: Uint32Array | null;
  /** CPU time of the decode, in seconds. */
  readonly cpuSeconds: number;
}
