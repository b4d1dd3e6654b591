import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';

/**
 * Makes clips that are alike in everything but what they show: a second of moving colours and a tone.
 *
 * @param seeds Numbers of the clips; other numbers show other things.
 * @returns the folder.
 */
export async function makeLookAlikes(folder: string, seeds: readonly number[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const seed of seeds) {
    const picture = `gradients=size=96x72:rate=25:duration=1:seed=${seed}:nb_colors=6:speed=0.08`;
    await promisify(execFile)(ffmpeg, [
      ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', `${picture},noise=alls=12:all_seed=${seed}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=${300 + 10 * seed}:duration=1`, '-shortest'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
      ...['-y', join(folder, `clip-${seed}.mp4`)],
    ]);
  }
  return folder;
}
