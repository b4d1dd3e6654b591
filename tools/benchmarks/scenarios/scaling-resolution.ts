import path from 'node:path';
import type { Ffmpeg } from '@variegate/runner';
import { runFfmpeg } from '../../../packages/benchmark/src/measuring/run-ffmpeg.ts';
import type { Point } from '../../../packages/benchmark/src/report/block.ts';
import { type BenchClip, cutClip, describeClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import { encodeSeconds } from '../measuring/encode-cost.ts';
import type { Scenario } from '../scenario.ts';
import { scalingFinding } from './scaling.ts';

/** What a variant costs of a larger picture. */
export const scalingResolution: Scenario = {
  name: 'scaling-resolution',
  title: 'Scaling: resolution',
  async run({ ffmpeg, clips: [source], folder, sizing, say, signal }) {
    if (source === undefined) throw new RangeError('There is no clip.');
    const short = await cutClip(source.path, { ffmpeg, folder, seconds: 1, signal });
    const points: Point[] = [];
    for (const lines of heights.filter(height => height <= sizing.tallestLines)) {
      const clip = await scaled(short, lines, { ffmpeg, folder, signal });
      const plan = drawPlan({ ...clip, sha256: source.sha256 }, sizing.firstSeed, ['time']);
      const output = path.join(folder, 'out.mp4');
      const cost = await encodeSeconds(compileFor(plan, clip.facts, false), {
        ...{ ffmpeg, source: clip.path, output, signal },
      });
      points.push([(clip.facts.video.width * lines) / 1e6, cost]);
      say(`${lines} lines: ${cost.toFixed(2)} s`);
    }
    return scalingFinding({
      how:
        `One compiled plan, one thread, on the first second of ${source.name}, scaled to ` +
        `${heights.filter(height => height <= sizing.tallestLines).join(', ')} lines.`,
      ...{ of: 'megapixels of the picture', measure: 'CPU, s', points },
      ...{ fit: 'power', figure: 'exponent of CPU over pixels' },
    });
  },
};

const heights = [180, 360, 720, 1080, 2160];

async function scaled(
  { path: source, name }: BenchClip,
  lines: number,
  {
    ffmpeg,
    folder,
    signal,
  }: { readonly ffmpeg: Ffmpeg; readonly folder: string; readonly signal: AbortSignal },
): Promise<BenchClip> {
  const file = path.join(folder, `${lines}.mp4`);
  await runFfmpeg({
    ...{ ffmpeg, source, signal },
    argumentsFor: words => [
      ...[...words, '-vf', `scale=-2:${lines}`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18'],
      ...['-c:a', 'copy', '-f', 'mp4', '-y', `file:${file}`],
    ],
  });
  return describeClip(file, name, { ffmpeg, cacheFolder: folder, signal });
}
