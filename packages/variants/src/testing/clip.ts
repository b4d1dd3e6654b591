import { execFile } from 'node:child_process';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A second of generated video and audio, made once and kept for later runs; its path. */
export function shortClip(): Promise<string> {
  return generated('short.mp4', 'testsrc2=duration=1:size=256x192:rate=25');
}

/** Another second, of which nothing resembles {@link shortClip}; its path. */
export function otherClip(): Promise<string> {
  return generated('other.mp4', 'mandelbrot=size=256x192:rate=25');
}

/** The video of {@link shortClip} without its audio; its path. */
export function clipWithoutAudio(): Promise<string> {
  return generated('silent.mp4', 'testsrc2=duration=1:size=256x192:rate=25', false);
}

async function generated(name: string, video: string, hasAudio = true): Promise<string> {
  const folder = path.join(tmpdir(), 'variegate-variants-clips');
  const file = path.join(folder, name);
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) return file;
  await mkdir(folder, { recursive: true });
  const scratch = path.join(folder, `${process.pid}-${Math.random()}.mp4`);
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', video],
    ...(hasAudio ? ['-f', 'lavfi', '-i', 'sine=duration=1'] : []),
    ...['-t', '1', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...[...(hasAudio ? ['-c:a', 'aac'] : []), scratch],
  ]);
  await rename(scratch, file);
  return file;
}
