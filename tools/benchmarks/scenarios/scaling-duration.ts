import path from 'node:path';
import type { Point } from '../../../packages/benchmark/src/report/block.ts';
import { cutClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import { encodeSeconds } from '../measuring/encode-cost.ts';
import type { Scenario } from '../scenario.ts';
import { scalingFinding, steps } from './scaling.ts';

/** What a variant costs of a longer source. */
export const scalingDuration: Scenario = {
  name: 'scaling-duration',
  title: 'Scaling: duration',
  async run({ ffmpeg, clips, folder, sizing, say, signal }) {
    const source = clips.at(-1);
    if (source === undefined) throw new RangeError('There is no clip.');
    const points: Point[] = [];
    for (const seconds of steps(2, sizing.longestSeconds, 2)) {
      const clip = await cutClip(source.path, { ffmpeg, folder, seconds, signal });
      // The same steps for every length; only the clip differs.
      const plan = drawPlan({ ...clip, sha256: source.sha256 }, sizing.firstSeed, ['time']);
      const output = path.join(folder, 'out.mp4');
      const cost = await encodeSeconds(compileFor(plan, clip.facts, false), {
        ...{ ffmpeg, source: clip.path, output, signal },
      });
      points.push([seconds, cost]);
      say(`${seconds} s: ${cost.toFixed(2)} s`);
    }
    return scalingFinding({
      how: `One compiled plan, one thread, on ${source.name}, cut, or played again until it is as long.`,
      ...{
        of: 'seconds of video',
        measure: 'CPU, s',
        points,
        fit: 'line',
        figure: 'CPU for each second of video',
      },
    });
  },
};
