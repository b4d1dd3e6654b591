import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { counterPicture, counterSize } from './counter-picture.ts';

/** How one clip is made of numbered frames. */
interface ClipRecipe {
  readonly name: string;
  /** Frames a second, as ffmpeg reads them. */
  readonly rate: string;
  /** Number of the first frame. */
  readonly first: number;
  readonly frames: number;
  /** Arguments between the inputs and the output. */
  readonly encoding: readonly string[];
}

const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';
const bFrames = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '48', '-pix_fmt', 'yuv420p'];
// Frames at 40 ms, put off by up to 30 ms in turn, and half as many from the 60th on.
const uneven = "settb=1/1000,setpts='if(lt(N,60),N*40,2400+(N-60)*80)+15*mod(N*7,3)'";

const recipes: readonly ClipRecipe[] = [
  { name: 'b-frames.mp4', rate: '25', first: 513, frames: 100, encoding: bFrames },
  { name: 'film-rate.mkv', rate: '24000/1001', first: 20_000, frames: 96, encoding: bFrames },
  {
    ...{ name: 'uneven.mp4', rate: '25', first: 40_000, frames: 90 },
    encoding: ['-vf', uneven, '-fps_mode', 'vfr', '-video_track_timescale', '1000', ...bFrames],
  },
  {
    ...{ name: 'late-start.mkv', rate: '30', first: 60_000, frames: 110 },
    encoding: ['-output_ts_offset', '7.3', ...bFrames],
  },
  { name: 'whole.mp4', rate: '25', first: 1, frames: 150, encoding: bFrames },
];

/**
 * Makes clips whose frames are numbered in large blocks: with B-frames, at 23.976 frames a second, at an uneven rate,
 * with a late start, and cut without decoding, so that an edit list hides frames.
 *
 * @returns their paths.
 */
export async function makeCounterClips(folder: string): Promise<readonly string[]> {
  for (const recipe of recipes) await encode(recipe, join(folder, recipe.name));
  await promisify(execFile)(ffmpeg, [
    ...['-v', 'error', '-nostdin', '-ss', '1.1', '-i', join(folder, 'whole.mp4'), '-t', '3.7', '-c', 'copy'],
    ...['-y', join(folder, 'edit-list.mp4')],
  ]);
  return ['b-frames.mp4', 'film-rate.mkv', 'uneven.mp4', 'late-start.mkv', 'edit-list.mp4'].map(name =>
    join(folder, name),
  );
}

async function encode({ rate, first, frames, encoding }: ClipRecipe, output: string): Promise<void> {
  const { width, height } = counterSize;
  const child = spawn(
    ffmpeg,
    [
      ...[
        '-v',
        'error',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-s',
        `${width}x${height}`,
        '-r',
        rate,
        '-i',
        '-',
      ],
      ...['-f', 'lavfi', '-i', 'sine=frequency=330:duration=6', '-shortest', '-c:a', 'aac', ...encoding],
      ...['-y', output],
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = once(child, 'close');
  child.stdin.end(Buffer.concat(Array.from({ length: frames }, (_, frame) => counterPicture(first + frame))));
  const [exitCode] = await ended;
  if (exitCode !== 0) throw new Error(`ffmpeg could not make "${output}": exit code ${exitCode}.`);
}
