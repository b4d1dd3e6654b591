import { runTool } from '../process/run-tool.ts';
import type { Ffmpeg } from './find-ffmpeg.ts';

const hardwareSuffix =
  /^(?:h264|hevc|av1|vp9)_(?:nvenc|qsv|vaapi|videotoolbox|amf|v4l2m2m|mf|omx|vulkan|d3d12va)$/;
const trialTimeoutMs = 15_000;

/**
 * The hardware encoders for video that an ffmpeg was built with, sorted by name. Being listed says nothing about the
 * machine, and none is ever chosen unless it was asked for by name: {@link chooseEncoder}.
 */
export function hardwareEncoders(ffmpeg: Pick<Ffmpeg, 'encoders'>): readonly string[] {
  return [...ffmpeg.encoders].filter(name => hardwareSuffix.test(name)).toSorted();
}

/** What {@link chooseEncoder} decides between. */
export interface EncoderRequest {
  readonly ffmpeg: Ffmpeg;
  /** The encoder that was asked for. */
  readonly wanted: string;
  /** The encoder to use when that one does not work here, such as `libx264`. */
  readonly fallback: string;
  /** What chooses the encoder and its quality for the trial. @default ['-c:v', wanted] */
  readonly arguments?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The encoder to use. */
export interface EncoderChoice {
  readonly encoder: string;
  /** Why it is not the one that was asked for, as a clause: `it is not part of this ffmpeg`; `null` when it is. */
  readonly reason: string | null;
}

/**
 * The encoder that was asked for, if it works: it must be built in, and a hardware encoder must encode one frame here.
 * Otherwise the fallback, with the reason for the user.
 *
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 */
export async function chooseEncoder(request: EncoderRequest): Promise<EncoderChoice> {
  const { ffmpeg, wanted, fallback } = request;
  if (!ffmpeg.encoders.has(wanted)) return { encoder: fallback, reason: 'it is not part of this ffmpeg' };
  if (!hardwareSuffix.test(wanted)) return { encoder: wanted, reason: null };
  const failure = await tryOneFrame(request);
  return failure === null
    ? { encoder: wanted, reason: null }
    : { encoder: fallback, reason: `it does not work here (${failure})` };
}

/** Encodes one generated frame; `null` when that worked, else what ffmpeg said. */
async function tryOneFrame(request: EncoderRequest): Promise<string | null> {
  const { ffmpeg, wanted, signal, arguments: encoding = ['-c:v', wanted] } = request;
  const { failure } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    arguments: encoderTrial(wanted, encoding),
    inputs: [],
    timeoutMs: trialTimeoutMs,
    signal,
  });
  return failure === null ? null : firstLine(failure.stderrTail || failure.message);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/^(?:\[[^\]]*\] )+/, '') ?? '';
}

/** Encoders that take frames only where their device has them, and ffmpeg's name of the kind of device. */
const uploadsTo: Readonly<Record<string, string>> = { vaapi: 'vaapi', vulkan: 'vulkan', d3d12va: 'd3d12va' };

/** Encoders that fall back to software on their own, and the option that forbids it. */
const hardwareOnly: Readonly<Record<string, readonly string[]>> = { mf: ['-hw_encoding', '1'] };

/**
 * What has ffmpeg encode one generated frame with a hardware encoder, and write nothing. The frame is brought to the
 * device where the encoder does not do that itself. Pure.
 *
 * @param encoding - what chooses the encoder and its quality.
 * @see https://ffmpeg.org/ffmpeg-filters.html#hwupload-1
 */
export function encoderTrial(encoder: string, encoding: readonly string[]): readonly string[] {
  const api = encoder.slice(encoder.indexOf('_') + 1);
  const device = uploadsTo[api];
  const upload = device === undefined ? '' : ',hwupload';
  return [
    ...(device === undefined ? [] : ['-init_hw_device', `${device}=chip`, '-filter_hw_device', 'chip']),
    ...['-f', 'lavfi', '-i', 'color=size=320x240:rate=25:duration=1', '-frames:v', '1'],
    ...['-vf', `format=nv12${upload}`, ...encoding, ...(hardwareOnly[api] ?? []), '-f', 'null', '-'],
  ];
}
