import path from 'node:path';
import { type Ffmpeg, openInput, runTool } from '@variegate/runner';
import { createVariantsBatch, writeReport } from '@variegate/variants';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { cutClip } from '../clips.ts';
import { spentBy } from '../measuring/spent-by.ts';
import type { Scenario } from '../scenario.ts';

/** What the pictures of a report cost, beside the decode that they come from. */
export const report: Scenario = {
  name: 'report',
  title: 'Writing a report',
  async run({ ffmpeg, clips: [source], folder, sizing, say, signal }) {
    if (source === undefined) throw new RangeError('There is no clip.');
    const { mostVariants: count, firstSeed: seed, repeat } = sizing;
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
    const outDir = path.join(folder, 'variants');
    const { variants } = await createVariantsBatch({
      ...{ inputs: [clip.path], outDir, count, seed, measure: 'off', preset: 'ultrafast' },
      ...{ cacheFolder: folder, signal },
    });
    const files = (variants ?? []).flatMap(({ output }) =>
      output === null ? [] : [path.join(outDir, output)],
    );
    const decoded = [clip.path, ...files];
    let [reporting, decoding] = [0, 0];
    for (let round = 0; round < repeat; round += 1) {
      reporting += await spentBy(() =>
        writeReport({ dir: outDir, pictured: count, cacheFolder: folder, signal }),
      );
      decoding += await spentBy(async () => {
        for (const file of decoded) await decode(file, ffmpeg, signal);
      });
    }
    const value = reporting / decoding;
    say(`report: ${value.toFixed(2)} times a decode of its files`);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `${files.length} variants of ${clip.name}, seed ${seed}, all pictured: ${6 * files.length} pictures. Processor time of the whole, this ` +
            'process included, to that of decoding the source and each variant once from its first frame to its last, one ffmpeg each, on ' +
            `one thread. Mean of ${repeat}, in turns. Aimed at: at most 2, better 1.5.`,
        },
        {
          kind: 'table',
          head: ['processor time', 's', '/ decode'],
          rows: [
            ['report', (reporting / repeat).toFixed(1), ratio(value)],
            ['decode', (decoding / repeat).toFixed(1), ratio(1)],
          ],
        },
      ],
      figures: [{ name: 'report / decode of its files', value, unit: 'x', better: 'less' }],
    };
  },
};

async function decode(file: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<void> {
  await using input = await openInput(file, 'video');
  const words = ['-threads', '1', '-i', input.ffmpegUrl, '-map', '0:V:0', '-f', 'null', '-'];
  const { failure } = await runTool({
    ...{ program: 'ffmpeg', ffmpeg, arguments: words, inputs: [input], timeoutMs: 3_600_000, signal },
  });
  if (failure !== null) throw failure;
}
