import path from 'node:path';
import { createVariants } from '@variegate/variants';
import type { Point } from '../../../packages/benchmark/src/report/block.ts';
import { cutClip } from '../clips.ts';
import type { Scenario } from '../scenario.ts';
import { scalingFinding, steps } from './scaling.ts';

/** What a batch costs with more variants in it. */
export const scalingVariants: Scenario = {
  name: 'scaling-variants',
  title: 'Scaling: number of variants',
  async run({ ffmpeg, clips, folder, sizing, say, signal }) {
    const source = clips.at(-1);
    if (source === undefined) throw new RangeError('There is no clip.');
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: 1, signal });
    const points: Point[] = [];
    for (const count of steps(1, sizing.mostVariants, 4)) {
      const { wallSeconds, failed } = await createVariants({
        ...{ input: clip.path, outDir: path.join(folder, `${count}`), count, seed: sizing.firstSeed },
        ...{ ffmpegPath: ffmpeg.path, cacheFolder: folder, signal, retries: 0 },
      });
      signal.throwIfAborted();
      if (failed > 0) throw new RangeError(`${failed} of ${count} variants failed.`);
      points.push([count, wallSeconds]);
      say(`${count} variants: ${wallSeconds.toFixed(1)} s`);
    }
    return scalingFinding({
      how: `\`createVariants\` with \`maxWorkers: 'auto'\` on ${clip.name}.`,
      ...{ of: 'variants', measure: 'wall, s', points, fit: 'line', figure: 'wall for each further variant' },
    });
  },
};
