import { join } from 'node:path';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { makeSample } from '../../sample/make-sample.ts';

/** A video that is quick to work on, for the examples of READMEs: three seconds of the sample at 480x270, with audio. */
export async function makeExampleClip(folder: string): Promise<string> {
  const path = join(folder, 'clip.mp4');
  const { exitCode, output } = await runQuietly(process.env['VARIEGATE_FFMPEG'] || 'ffmpeg', [
    ...['-v', 'error', '-nostdin', '-i', await makeSample(), '-t', '3', '-vf', 'scale=480:270'],
    ...['-preset', 'veryfast', '-y', path],
  ]);
  if (exitCode !== 0) throw new Error(`ffmpeg could not make the clip of the examples: ${output}`);
  return path;
}
