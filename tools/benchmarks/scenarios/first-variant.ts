import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createVariantsBatch } from '@variegate/variants';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { copyAsAnother, cutClip } from '../clips.ts';
import type { Scenario } from '../scenario.ts';

/** How long the first variant of a large batch is waited for. */
export const firstVariant: Scenario = {
  name: 'first-variant',
  title: 'The first variant of many sources',
  async run({ ffmpeg, clips, folder, sizing, say, signal }) {
    const source = clips.at(-1);
    if (source === undefined) throw new RangeError('There is no clip.');
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
    const many = path.join(folder, 'sources');
    await mkdir(many);
    const sources: string[] = [];
    // Of one size, as those that may have the same bytes are.
    for (let number = 0; number < sizing.sources; number += 1)
      sources.push(await copyAsAnother(clip.path, { folder: many, number }));
    const ways = [
      { name: '1 source', inputs: sources.slice(0, 1) },
      { name: `${sizing.sources} sources`, inputs: [many] },
    ];
    const seconds = ways.map((): number[] => []);
    // What is known of the ffmpeg, and the media that overlays take, are there already.
    const warm = path.join(folder, 'cache');
    await createVariantsBatch({
      ...{ inputs: [clip.path], outDir: path.join(folder, 'warm'), cacheFolder: warm, count: 4, signal },
    });
    for (let round = 0; round < sizing.repeat; round += 1) {
      for (const [index, { inputs }] of ways.entries()) {
        const own = path.join(folder, `${round}-${index}`);
        await cp(warm, path.join(own, 'cache'), { recursive: true });
        seconds[index]?.push(await secondsToFirst(inputs, own, signal));
      }
    }
    const [alone = Number.NaN, first = Number.NaN] = seconds.map(own => quantileOf(own, 0.5));
    const value = first / alone;
    say(`first-variant: ${value.toFixed(2)} times that of one source`);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `Wall clock from the call to the first variant that is published, of ${clip.name}, of each source four, so that every core has work in either batch; median ` +
            `of ${sizing.repeat}, in turns, each with a cache that knows no source. Aimed at: at most 1.2 times.`,
        },
        {
          kind: 'table',
          head: ['batch', 's', '/ 1 source'],
          rows: ways.map(({ name }, index) => {
            const own = [alone, first][index] ?? Number.NaN;
            return [name, own.toFixed(2), (own / alone).toFixed(2)];
          }),
        },
      ],
      figures: [{ name: 'first variant of many sources / of one', value, unit: 'x', better: 'less' }],
    };
  },
};

/** Seconds until a batch has published a variant; it is stopped then. */
async function secondsToFirst(
  inputs: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  const stop = new AbortController();
  const began = performance.now();
  let seconds = Number.NaN;
  await createVariantsBatch({
    ...{ inputs, outDir: path.join(folder, 'out'), cacheFolder: path.join(folder, 'cache'), count: 4 },
    onEvent({ type }) {
      if (type !== 'variant-succeeded' || stop.signal.aborted) return;
      seconds = (performance.now() - began) / 1000;
      stop.abort(new Error('The first variant is published.'));
    },
    signal: AbortSignal.any([signal, stop.signal]),
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return seconds;
}
