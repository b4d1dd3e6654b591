import type { Layer, SegmentMap } from '@variegate/core-filters';
import {
  type Ffmpeg,
  type FfmpegNeeds,
  inputArguments,
  needsOfArguments,
  openInput,
  runTool,
} from '@variegate/runner';
import { pickMoments } from '../report/frames/pick-moments.ts';

/** Width and greatest height of a picture, in pixels. */
const pictureSize = { width: 256, height: 192 };

/** A file of which a picture is taken. */
export interface PicturedFile {
  readonly path: string;
  readonly durationSeconds: number;
  readonly segments: SegmentMap;
}

const { width, height } = pictureSize;
const fitted = (w: number, h: number) =>
  `scale=w=${w}:h=${h}:force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1`;

/** What takes the picture of a layer: a frame; four frames, of what changes time; the wave of what is heard. */
function graphOf(layer: Layer, { durationSeconds }: Pick<PicturedFile, 'durationSeconds'>): string {
  if (layer === 'audio')
    return `[0:a:0]aformat=channel_layouts=stereo,showwavespic=s=${width}x96:split_channels=1:filter=peak:colors=0x0a8f83|0x0a8f83,format=yuvj420p`;
  if (layer !== 'time') return `[0:V:0]${fitted(width, height)},format=yuvj420p`;
  const rate = (4 / durationSeconds).toFixed(6);
  return `[0:V:0]fps=${rate},${fitted(width / 2, height / 2)},tile=2x2:nb_frames=4:padding=2,format=yuvj420p`;
}

function outputArguments(graph: string): readonly string[] {
  return [
    ...['-filter_complex', `${graph}[picture]`, '-filter_complex_threads', '1', '-map', '[picture]'],
    ...['-frames:v', '1', '-map_metadata', '-1', '-bitexact'],
    ...['-c:v', 'mjpeg', '-q:v', '9', '-f', 'image2pipe', 'pipe:1'],
  ];
}

/** What the pictures take of an ffmpeg. */
export const pictureNeeds: readonly FfmpegNeeds[] = (['geometry', 'time', 'audio'] as const).map(layer =>
  needsOfArguments(outputArguments(graphOf(layer, { durationSeconds: 1 }))),
);

/** The picture of a file, a small JPEG; `null` where there is nothing to see, as of audio that was removed. */
export async function takePicture(
  file: PicturedFile,
  layer: Layer,
  { ffmpeg, signal }: { readonly ffmpeg: Ffmpeg; readonly signal?: AbortSignal | undefined },
): Promise<Buffer | null> {
  await using input = await openInput(file.path, 'video');
  const isWhole = layer === 'audio' || layer === 'time';
  const at = isWhole ? 0 : (pickMoments(file.segments, 1)[0]?.variantSeconds ?? 0);
  const chunks: Uint8Array[] = [];
  const { failure } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    arguments: [
      ...[...inputArguments('video'), '-threads', '1', '-ss', Math.max(0, at - 0.02).toFixed(3)],
      ...['-i', input.ffmpegUrl, ...outputArguments(graphOf(layer, file))],
    ],
    inputs: [input],
    stdout: { bytes: chunk => void chunks.push(chunk) },
    timeoutMs: 60_000,
    signal,
  });
  signal?.throwIfAborted();
  return failure === null && chunks.length > 0 ? Buffer.concat(chunks) : null;
}
