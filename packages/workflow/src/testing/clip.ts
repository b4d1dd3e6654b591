import { execFile } from 'node:child_process';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A second of generated video and audio, made once and kept for later runs; its path. */
export async function shortClip(): Promise<string> {
  const folder = path.join(tmpdir(), 'variegate-workflow-clips');
  const file = path.join(folder, 'short.mp4');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  await mkdir(folder, { recursive: true });
  const scratch = path.join(folder, `${process.pid}-${Math.random()}.mp4`);
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'testsrc2=duration=1:size=192x144:rate=25'],
    ...['-f', 'lavfi', '-i', 'sine=duration=1', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', scratch],
  ]);
  await rename(scratch, file);
  return file;
}
