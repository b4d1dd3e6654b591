import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** Makes a clip of generated video and audio, two seconds long, and returns its name. */
export async function makeClip(folder: string, name = 'clip.mp4'): Promise<string> {
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y'],
    ...['-f', 'lavfi', '-i', 'testsrc2=duration=2:size=160x120:rate=25'],
    ...['-f', 'lavfi', '-i', 'sine=duration=2:frequency=330'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      path.join(folder, name),
    ],
  ]);
  return name;
}
