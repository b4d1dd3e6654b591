import { MatroskaReader } from '@variegate/inspect';
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

/**
 * Frames between two pictures that are decoded rather than skipped: about what another start of ffmpeg and the way from a key
 * frame take, where those are as far apart as x264 puts them.
 */
const mostFramesBetween = 150;

/** Most pictures of one run, as each adds to the text of its graph. */
const mostAtOnce = 500;

/**
 * Everything behind the input: a Matroska document with each frame that is the first one at some of the moments. A frame's time in
 * it says, in seconds, how many moments it and those before it are for.
 *
 * @param pad - what the graph begins with
 * @param delays - seconds from the first moment, for which the first frame is taken, to each further one
 */
function takingArguments(pad: string, delays: readonly number[]): readonly string[] {
  const count = 1 + delays.length;
  // The frame after the last picture ends the run.
  const ordinal = `(${reachedText(delays)}+gt(PREV_OUTPTS*TB,${count - 0.5}))/TB`;
  const chosen = `settb=1/1000000,setpts='${ordinal}',select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'`;
  const graph = `${pad}${chosen},trim=end=${count + 0.5},${square},${fit},format=yuvj420p[picture]`;
  return [
    ...['-filter_complex', graph, '-filter_complex_threads', '1', '-map', '[picture]'],
    ...['-frames:v', `${count}`, '-fps_mode', 'passthrough', '-enc_time_base:v', '1:1000'],
    ...['-map_metadata', '-1', '-bitexact', '-c:v', 'mjpeg', '-q:v', '5', '-f', 'matroska', 'pipe:1'],
  ];
}

/** How many moments have come at the time `T`, for ffmpeg: a search by halves, as it does not read sums of a hundred terms. */
function reachedText(delays: readonly number[], before = 1): string {
  const middle = Math.floor(delays.length / 2);
  const delay = delays[middle];
  if (delay === undefined) return `${before}`;
  const [later, earlier] = [
    reachedText(delays.slice(middle + 1), before + middle + 1),
    reachedText(delays.slice(0, middle), before),
  ];
  return `if(gte(T,${delay.toFixed(6)}),${later},${earlier})`;
}

/** What the pictures of a report take of an ffmpeg. */
export const frameNeeds: FfmpegNeeds = needsOfArguments(takingArguments('[0:V:0]', []));

/** Which frames of a file are taken. */
export interface FramesRequest {
  readonly ffmpeg: Ffmpeg;
  readonly input: OpenInput;
  /** What a chain over its video begins with. @default '[0:V:0]' */
  readonly pad?: string | undefined;
  /** Seconds from the first frame, in any order. */
  readonly atSeconds: readonly number[];
  /** Presentation time of the first frame, in seconds. */
  readonly startSeconds: number;
  readonly framesPerSecond: number;
  readonly signal?: AbortSignal | undefined;
}

/** A picture that is wanted: its place in the request, and from when on its frame may begin, in seconds. */
interface Wanted {
  readonly place: number;
  readonly from: number;
}

/**
 * The frames that are on screen at some moments, each as a small JPEG without metadata, in the order of the moments; `null` where a
 * frame cannot be had. Moments that lie close together are taken from one decode.
 */
export async function takeFrames(request: FramesRequest): Promise<readonly (Buffer | null)[]> {
  const { atSeconds, startSeconds, framesPerSecond, signal } = request;
  const wanted = atSeconds.map((at, place): Wanted => {
    // The first frame from here on is taken: it is the one that has begun at the moment, or less than a frame before it.
    return { place, from: startSeconds + Math.max(0, at - 0.99 / framesPerSecond) };
  });
  const pictures: (Buffer | null)[] = atSeconds.map(() => null);
  for (const stretch of stretchesOf(wanted, framesPerSecond)) {
    const taken = await tryToTake(stretch, request);
    for (const [index, one] of stretch.entries()) {
      // What ended the whole may have nothing to do with this one.
      const alone =
        taken !== null || stretch.length === 1 ? taken?.[index] : (await tryToTake([one], request))?.[0];
      pictures[one.place] = alone ?? null;
    }
    signal?.throwIfAborted();
  }
  return pictures;
}

/** Pictures in the order of their times, in groups that are each decoded in one go. */
function stretchesOf(wanted: readonly Wanted[], framesPerSecond: number): readonly (readonly Wanted[])[] {
  const stretches: Wanted[][] = [];
  for (const one of wanted.toSorted((a, b) => a.from - b.from)) {
    const current = stretches.at(-1);
    const between = (one.from - (current?.at(-1)?.from ?? 0)) * framesPerSecond;
    if (current === undefined || between > mostFramesBetween || current.length === mostAtOnce)
      stretches.push([one]);
    else current.push(one);
  }
  return stretches;
}

/** The pictures of a stretch; `null` where ffmpeg failed. */
async function tryToTake(
  stretch: readonly Wanted[],
  { ffmpeg, input, pad = '[0:V:0]', signal }: FramesRequest,
): Promise<readonly (Buffer | null)[] | null> {
  const [first, ...others] = stretch.map(({ from }) => from);
  if (first === undefined) return [];
  const delays = others.map(from => from - first);
  const pictures: (Buffer | null)[] = stretch.map(() => null);
  let filled = 0;
  const reader = new MatroskaReader(({ milliseconds, data }) => {
    const picture = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    for (const end = Math.round(milliseconds / 1000); filled < end; filled += 1) pictures[filled] = picture;
  });
  try {
    const { failure } = await runTool({
      program: 'ffmpeg',
      ffmpeg,
      arguments: [
        ...inputArguments('video'),
        ...['-threads', '1', '-seek_timestamp', '1', '-ss', first.toFixed(6), '-i', input.ffmpegUrl],
        ...takingArguments(pad, delays),
      ],
      inputs: [input],
      stdout: { bytes: chunk => reader.write(chunk) },
      timeoutMs: 1000 * (60 + 10 * (delays.at(-1) ?? 0)),
      signal,
    });
    return failure === null ? pictures : null;
  } catch (error) {
    signal?.throwIfAborted();
    // A page without one of its pictures is still a page.
    if (error instanceof RunnerError) return null;
    throw error;
  }
}
