import path from 'node:path';
import { createVariantsBatch } from '@variegate/variants';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { copyAsAnother, cutClip } from '../clips.ts';
import { spentBy } from '../measuring/spent-by.ts';
import type { Scenario } from '../scenario.ts';

/** What everything but the render costs: looking at the source, verifying, measuring, publishing, recording. */
export const aroundRender: Scenario = {
  name: 'around-render',
  title: 'What is around the render',
  async run({ ffmpeg, clips: [source], folder, sizing, say, signal }) {
    if (source === undefined) throw new RangeError('There is no clip.');
    const { variants: count, firstSeed, repeat } = sizing;
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
    let [whole, renders] = [0, 0];
    // The first round is not counted: it asks what the ffmpeg can do, and draws the media that overlays take.
    for (let round = 0; round <= repeat; round += 1) {
      const source = await copyAsAnother(clip.path, { folder, number: round });
      const outDir = path.join(folder, `round-${round}`);
      const request = {
        inputs: [source],
        outDir,
        count,
        seed: firstSeed + round,
        cacheFolder: folder,
        signal,
      };
      const spent = await spentBy(async () => {
        const { renderCpuSeconds, succeeded } = await createVariantsBatch(request);
        if (succeeded < count) throw new Error(`Only ${succeeded} of ${count} variants were made.`);
        if (round > 0) renders += renderCpuSeconds;
      });
      if (round > 0) whole += spent;
    }
    const value = (whole - renders) / renders;
    say(`around-render: ${value.toFixed(3)} of the render`);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `${repeat} runs of ${count} variants of ${clip.name}, seeds from ${firstSeed + 1}, each of a source not seen before. Processor time of this ` +
            'process and of all that it starts, less what the rendering ffmpegs report with `-benchmark`, which leaves out about ' +
            '0.08 s for each start. Aimed at: at most 0.15, better 0.10.',
        },
        {
          kind: 'table',
          head: ['processor time of a variant', 's', '/ render'],
          rows: [
            ['render', (renders / repeat / count).toFixed(2), ratio(1)],
            ['everything else', ((whole - renders) / repeat / count).toFixed(2), ratio(value)],
          ],
        },
      ],
      figures: [{ name: 'everything else / render', value, unit: 'x', better: 'less' }],
    };
  },
};
