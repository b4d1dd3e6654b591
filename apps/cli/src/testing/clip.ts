import { execFile } from 'node:child_process';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Runs ffmpeg as a user would, to make what a test needs. */
export async function ffmpeg(...words: readonly string[]): Promise<void> {
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words]);
}

/** Makes sure that a file decodes from beginning to end without a single message. */
export async function assertDecodes(file: string): Promise<void> {
  const { stderr } = await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-xerror', '-i', file, '-f', 'null', '-'],
  ]);
  if (stderr !== '') throw new Error(`"${file}" does not decode: ${stderr}`);
}

/** A clip of generated video and audio with the given length in seconds, made once and kept for later runs. */
export async function clipOf(seconds: number, size = '320x240'): Promise<string> {
  const folder = path.join(tmpdir(), 'variegate-cli-clips');
  const file = path.join(folder, `moving-${size}-${seconds}s.mp4`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const scratch = path.join(folder, `${process.pid}-${Math.random()}.mp4`);
  await ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=duration=${seconds}:size=${size}:rate=25`],
    ...['-f', 'lavfi', '-i', `sine=duration=${seconds}:frequency=330`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', scratch],
  );
  await rename(scratch, file);
  return file;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
