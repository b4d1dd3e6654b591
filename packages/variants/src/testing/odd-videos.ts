import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast'] as const;

function videoInput(size: string, seconds: number, more = ''): readonly string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=24:duration=${seconds}${more}`];
}

/** The words that make videos which are unlike each other in every way there is, by file name. */
function recipes(seconds: number): Readonly<Record<string, readonly string[]>> {
  const of = (size: string, more?: string): readonly string[] => videoInput(size, seconds, more);
  return {
    'odd-size-444.mp4': [...of('161x121'), '-pix_fmt', 'yuv444p', ...h264],
    'ten-bit.mp4': [...of('160x120'), '-pix_fmt', 'yuv420p10le', ...h264],
    'full-range.mp4': [...of('160x120', ',scale=out_range=full'), '-pix_fmt', 'yuvj420p', ...h264],
    'upright.mp4': [...of('160x90'), '-pix_fmt', 'yuv420p', '-metadata:s:v', 'rotate=90', ...h264],
    'oblong.mkv': [...of('160x120', ',setsar=4/3'), '-pix_fmt', 'yuv420p', ...h264],
    'late.mkv': [...of('160x120', ',setpts=PTS+3/TB'), '-pix_fmt', 'yuv420p', '-copyts', ...h264],
    'varying.mkv': [
      ...of('160x120', ',select=not(between(n\\,3\\,5))'),
      ...['-fps_mode', 'vfr', '-pix_fmt', 'yuv420p', ...h264],
    ],
    'one-frame.mp4': [...of('160x120'), '-frames:v', '1', '-pix_fmt', 'yuv420p', ...h264],
    'old.avi': [...of('160x120'), '-c:v', 'mpeg4'],
  };
}

/**
 * Makes a folder of videos of any size, shape, range, depth, start and rate, all without audio.
 *
 * @param seconds - length of each but `one-frame.mp4`.
 */
export async function makeOddVideos(folder: string, seconds: number): Promise<readonly string[]> {
  await mkdir(folder);
  const made = Object.entries(recipes(seconds));
  for (const [name, words] of made) {
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...words, path.join(folder, name)]);
  }
  return made.map(([name]) => name);
}
