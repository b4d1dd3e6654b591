import { execFile } from 'node:child_process';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs ffmpeg as a user would, to make what a test needs. */
export async function ffmpeg(...words: readonly string[]): Promise<void> {
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words]);
}

/** A clip of generated video and audio, made once for each recipe and kept for later runs; its path. */
export async function generatedClip(name: string, ...words: readonly string[]): Promise<string> {
  const folder = join(tmpdir(), 'variegate-inspect-clips');
  const path = join(folder, name);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return path;
  await mkdir(folder, { recursive: true });
  const scratch = join(folder, `${process.pid}-${Math.random()}-${name}`);
  await ffmpeg(...words, scratch);
  await rename(scratch, path);
  return path;
}

/** Four seconds of zooming fractal, rich in detail, and of rising and falling audio; 320 x 240, 25 frames a second. */
export function ordinaryClip(): Promise<string> {
  return generatedClip(
    'ordinary.mp4',
    ...['-f', 'lavfi', '-i', 'mandelbrot=size=320x240:rate=25:start_scale=1:end_scale=0.3:end_pts=100'],
    ...[
      '-f',
      'lavfi',
      '-i',
      'aevalsrc=0.4*sin(2*PI*t*(300+200*sin(t*2)))+0.2*sin(2*PI*t*900*mod(t\\,1)):s=44100',
    ],
    ...['-t', '4', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  );
}
