import { execFile } from 'node:child_process';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A recipe for a small clip. */
export interface ClipRecipe {
  /** Seconds. @default 1 */
  readonly seconds?: number;
  /** Width and height. @default '160x120' */
  readonly size?: string;
  /** The file's ending, which decides on the container and its usual codecs. @default 'mp4' */
  readonly ending?: 'mp4' | 'mov' | 'mkv' | 'avi' | 'ts' | 'flv' | 'mpg' | 'wmv' | 'webm' | 'ogv';
}

const codecs: Readonly<Record<NonNullable<ClipRecipe['ending']>, readonly string[]>> = {
  mp4: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  mov: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  mkv: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  ts: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  flv: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  avi: ['-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  mpg: ['-c:v', 'mpeg2video', '-c:a', 'mp2'],
  wmv: ['-c:v', 'wmv2', '-c:a', 'wmav2'],
  webm: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  ogv: ['-c:v', 'libtheora', '-c:a', 'libvorbis'],
};

/** Makes a clip from generated video and audio, once for each recipe, and returns its path. */
export async function testClip({
  seconds = 1,
  size = '160x120',
  ending = 'mp4',
}: ClipRecipe = {}): Promise<string> {
  const folder = join(tmpdir(), `variegate-test-clips-${process.getuid?.() ?? 'user'}`);
  const path = join(folder, `testsrc2-${size}-${seconds}s.${ending}`);
  if (await exists(path)) return path;
  await mkdir(folder, { recursive: true });
  const scratch = join(folder, `${process.pid}-${Math.random()}.${ending}`);
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', `testsrc2=duration=${seconds}:size=${size}:rate=25`],
    ...[
      '-f',
      'lavfi',
      '-i',
      `sine=duration=${seconds}`,
      ...codecs[ending],
      '-pix_fmt',
      'yuv420p',
      '-y',
      scratch,
    ],
  ]);
  await rename(scratch, path);
  return path;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
