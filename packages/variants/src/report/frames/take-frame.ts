import {
  type Ffmpeg,
  type FfmpegNeeds,
  inputArguments,
  needsOfArguments,
  type OpenInput,
  RunnerError,
  runTool,
} from '@variegate/runner';

/** Largest picture, in pixels: as wide as a report shows one on a wide screen, at twice its density where it is small. */
const largest = { width: 448, height: 336 };

const square = "scale=w='max(1,iw*sar)':h=ih,setsar=1";
const fit = `scale=w='min(iw,${largest.width})':h='min(ih,${largest.height})':force_original_aspect_ratio=decrease`;

/** Everything behind the input, of which a chain begins with `pad`. */
function takingArguments(pad: string): readonly string[] {
  return [
    ...['-filter_complex', `${pad}${square},${fit},format=yuvj420p[picture]`, '-filter_complex_threads', '1'],
    ...['-map', '[picture]', '-frames:v', '1', '-map_metadata', '-1', '-bitexact'],
    ...['-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2pipe', 'pipe:1'],
  ];
}

/** What the pictures of a report take of an ffmpeg. */
export const frameNeeds: FfmpegNeeds = needsOfArguments(takingArguments('[0:V:0]'));

/** Which frame is taken. */
export interface FrameRequest {
  readonly ffmpeg: Ffmpeg;
  readonly input: OpenInput;
  /** What a chain over its video begins with. @default '[0:V:0]' */
  readonly pad?: string | undefined;
  /** Seconds from the first frame. */
  readonly atSeconds: number;
  /** Presentation time of the first frame, in seconds. */
  readonly startSeconds: number;
  readonly framesPerSecond: number;
  readonly signal?: AbortSignal | undefined;
}

/** The frame that is on screen at a moment, as a small JPEG without metadata; `null` where no frame can be had. */
export async function takeFrame(request: FrameRequest): Promise<Buffer | null> {
  const { ffmpeg, input, pad = '[0:V:0]', atSeconds, startSeconds, framesPerSecond, signal } = request;
  // The first frame from here on is taken: it is the one that has begun at the moment, or less than a frame before it.
  const from = startSeconds + Math.max(0, atSeconds - 0.99 / framesPerSecond);
  const chunks: Uint8Array[] = [];
  try {
    const { failure } = await runTool({
      program: 'ffmpeg',
      ffmpeg,
      arguments: [
        ...inputArguments('video'),
        ...['-threads', '1', '-seek_timestamp', '1', '-ss', from.toFixed(6), '-i', input.ffmpegUrl],
        ...takingArguments(pad),
      ],
      inputs: [input],
      stdout: { bytes: chunk => void chunks.push(chunk) },
      timeoutMs: 60_000,
      signal,
    });
    return failure === null && chunks.length > 0 ? Buffer.concat(chunks) : null;
  } catch (error) {
    signal?.throwIfAborted();
    // A page without one of its pictures is still a page.
    if (error instanceof RunnerError) return null;
    throw error;
  }
}
