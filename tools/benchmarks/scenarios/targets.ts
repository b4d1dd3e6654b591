import path from 'node:path';
import { createVariantsBatch, type SucceededRecord } from '@variegate/variants';
import { outputFolderAt, readRecord } from '@variegate/variants/internal';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { cutClip } from '../clips.ts';
import { bootstrapMean, bootstrapMedian } from '../measuring/bootstrap.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

/** Whether finished variants measure what a target asks for, and what finding them costs. */
export const targets: Scenario = {
  name: 'targets',
  title: 'Whether variants meet a target, and what that costs',
  async run(context) {
    const { clips, sizing } = context;
    const cells = await measureCells(context);
    const all: Cell = { clip: 'all', band: 'all', records: cells.flatMap(({ records }) => records) };
    const ofBands = [...Map.groupBy(cells, ({ band }) => band)].map(
      ([band, own]): Cell => ({ clip: 'all', band, records: own.flatMap(({ records }) => records) }),
    );
    const met = percentOf(all, isMet);
    const share = sharesOf(all);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `${sizing.seeds} variants of \`standard\` of each of ${clips.length} clips for each band, seed ${sizing.firstSeed}, the ` +
            `clips cut to ${sizing.clipSeconds} s, with \`--target-distance\`. Within: the share of finished variants whose mean PDQ ` +
            'distance, of every frame, is in the band. Again: the share that was rendered more than once. Search / render: ' +
            'processor time of samples, candidates and renders that missed the target, to that of the render that was ' +
            'published, both by the `-benchmark` lines, which leave out about 0.08 s for each start; the median. Aimed at: ' +
            'at least 85 % within, and at most 0.6. Intervals of 95 % by bootstrap.',
        },
        {
          kind: 'table',
          head: [
            'band, bits',
            'clip',
            'variants',
            'within',
            'interval',
            'again',
            'search / render',
            'interval',
          ],
          rows: [...cells, ...ofBands, all].map(rowOf),
        },
      ],
      figures: [
        ...(met === null
          ? []
          : [{ name: 'within the target', value: met.value, unit: '%', better: 'more' as const }]),
        ...(share === null
          ? []
          : [
              {
                ...{ name: 'search / render, median', value: share.value, unit: 'x' },
                better: 'less' as const,
              },
            ]),
      ],
    };
  },
};

/** Bands of ten bits. */
const bands = ['20..30', '30..40', '40..50', '50..60', '60..70', '70..80', '80..90'] as const;

/** Variants of one clip with one target. */
interface Cell {
  readonly band: string;
  readonly clip: string;
  readonly records: readonly SucceededRecord[];
}

async function measureCells(context: ScenarioContext): Promise<readonly Cell[]> {
  const { ffmpeg, clips, folder, sizing, say, signal } = context;
  const cells: Cell[] = [];
  for (const source of clips) {
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
    for (const band of bands) {
      signal.throwIfAborted();
      const outDir = path.join(folder, `targets-${path.parse(clip.path).name}-${band}`);
      const { variants = [] } = await createVariantsBatch({
        ...{ inputs: [clip.path], outDir, count: sizing.seeds, seed: sizing.firstSeed },
        ...{ targetDistance: band, ffmpegPath: ffmpeg.path, signal },
        cacheFolder: path.join(folder, 'cache'),
      });
      const records = await Promise.all(
        variants.map(({ id }) => (id === null ? null : readRecord(outputFolderAt(outDir), id))),
      );
      const succeeded = records.filter(record => record?.status === 'succeeded');
      const cell: Cell = { band, clip: clip.name, records: succeeded };
      cells.push(cell);
      say(`${clip.name}, ${band}: ${succeeded.filter(isMet).length} of ${succeeded.length} within`);
    }
  }
  return cells;
}

function isMet({ targetMet }: SucceededRecord): boolean {
  return targetMet === true;
}

function percentOf({ records }: Cell, has: (record: SucceededRecord) => boolean) {
  return records.length === 0 ? null : bootstrapMean(records.map(record => (has(record) ? 100 : 0)));
}

function sharesOf({ records }: Cell) {
  const shares = records.flatMap(({ run: { searchCpuSeconds = 0, renderCpuSeconds } }) =>
    renderCpuSeconds === null || renderCpuSeconds === 0 ? [] : searchCpuSeconds / renderCpuSeconds,
  );
  return shares.length === 0 ? null : bootstrapMedian(shares);
}

function rowOf(cell: Cell): readonly string[] {
  const { band, clip, records } = cell;
  const within = percentOf(cell, isMet);
  const again = percentOf(cell, ({ targetSearch }) => (targetSearch?.renders.length ?? 0) > 1);
  const share = sharesOf(cell);
  return [
    ...[band, clip, `${records.length}`, percentText(within?.value)],
    `${percentText(within?.lowest)} to ${percentText(within?.highest)}`,
    percentText(again?.value),
    ...(share === null
      ? ['-', '-']
      : [ratio(share.value), `${ratio(share.lowest)} to ${ratio(share.highest)}`]),
  ];
}

function percentText(percent: number | undefined): string {
  return percent === undefined ? '-' : `${percent.toFixed(1)} %`;
}
