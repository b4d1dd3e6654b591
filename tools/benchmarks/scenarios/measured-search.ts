import path from 'node:path';
import type { StrategyName } from '@variegate/core-filters';
import { compareQuality, planReference } from '@variegate/inspect';
import { openInput } from '@variegate/runner';
import { createVariants, type Summary } from '@variegate/variants';
import {
  assetLibrary,
  openCommandInputs,
  outputFolderAt,
  readRecord,
  resolveFile,
} from '@variegate/variants/internal';
import { WorkFailedError } from '../../../packages/benchmark/src/errors.ts';
import type { Block } from '../../../packages/benchmark/src/report/block.ts';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { type BenchClip, cutClip } from '../clips.ts';
import { bootstrapMean } from '../measuring/bootstrap.ts';
import type { Finding, Scenario, ScenarioContext } from '../scenario.ts';

/** Whether measuring candidates pays: `enhanced_metrics` beside `standard`, seed by seed, and what its search costs. */
export const measuredSearch: Scenario = {
  name: 'measured-search',
  title: 'What a measured search finds, and what it costs',
  async run(context) {
    const pairs: Pair[] = [];
    const costs: SearchCost[] = [];
    for (const source of context.clips) {
      costs.push(await costOf(source, context));
      pairs.push(...(await pairsOf(source, context)));
    }
    return findingOf(pairs, costs, context);
  },
};

/** How a finished variant has come out. */
interface Outcome {
  /** Mean PDQ distance of the frames that the segment map pairs, 0..256 bits. */
  readonly distance: number;
  /** SSIM to the source after the same geometry and timing, every frame, 0..1. */
  readonly ssim: number;
}

/** The variants of both strategies by one seed of one clip. */
interface Pair {
  readonly clip: string;
  readonly standard: Outcome;
  readonly searched: Outcome;
}

/** Processor time of searching beside that of rendering what was found, in seconds. */
interface SearchCost {
  readonly clip: string;
  readonly searchSeconds: number;
  readonly renderSeconds: number;
}

/** Variants whose search and render are timed, on each whole clip. */
const timedVariants = 3;

async function pairsOf(source: BenchClip, context: ScenarioContext): Promise<readonly Pair[]> {
  const { ffmpeg, folder, sizing, say, signal } = context;
  const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
  const pairs: Pair[] = [];
  for (let seed = sizing.firstSeed; seed < sizing.firstSeed + sizing.seeds; seed += 1) {
    const standard = await outcomeOf(clip, 'standard', seed, context);
    const searched = await outcomeOf(clip, 'enhanced_metrics', seed, context);
    // A picture without any detail has no hash to compare.
    if (standard === null || searched === null) continue;
    pairs.push({ clip: clip.name, standard, searched });
    say(
      `${clip.name}: seed ${seed}, ${standard.distance.toFixed(0)} and ${searched.distance.toFixed(0)} bits, ` +
        `SSIM ${standard.ssim.toFixed(3)} and ${searched.ssim.toFixed(3)}`,
    );
  }
  return pairs;
}

async function outcomeOf(
  clip: BenchClip,
  strategy: StrategyName,
  seed: number,
  context: ScenarioContext,
): Promise<Outcome | null> {
  const { ffmpeg, folder, signal } = context;
  const outDir = path.join(folder, `${strategy}-${path.parse(clip.path).name}`);
  const { variants: [variant] = [] } = await createVariants({
    ...{ input: clip.path, outDir, count: 1, strategy, seed, ffmpegPath: ffmpeg.path, signal },
    cacheFolder: path.join(folder, 'cache'),
  });
  const record = variant?.id == null ? null : await readRecord(outputFolderAt(outDir), variant.id);
  if (record?.status !== 'succeeded')
    throw new WorkFailedError(`${strategy}, seed ${seed} of ${clip.name}: ${variant?.error?.message}`);
  const { plan, segments, media } = record;
  await using source = await openInput(clip.path, 'video');
  const reference = planReference({ plan, facts: clip.facts, resolveFile });
  const assets = assetLibrary({ files: [], cacheFolder: null, signal });
  await using opened = await openCommandInputs(reference, source, assets);
  const { width, height, frameCount, durationSeconds } = media;
  const rate = { numerator: Math.round((1000 * frameCount) / durationSeconds), denominator: 1000 };
  const video = { ...clip.facts.video, width, height, frameCount, frameRate: rate };
  const quality = await compareQuality(source, path.join(outDir, record.output), {
    ...{ ffmpeg, sourceFacts: clip.facts, variantFacts: { ...clip.facts, durationSeconds, video }, segments },
    ...{ reference, referenceInputs: opened.inputs, signal },
  });
  const distance = record.similarity?.pdq.alignedDistance ?? null;
  const ssim = quality?.ssim?.all;
  return distance === null || ssim === undefined ? null : { distance, ssim };
}

/** On the whole clip: what planning takes with a search and without, and what rendering takes. */
async function costOf(source: BenchClip, context: ScenarioContext): Promise<SearchCost> {
  const { ffmpeg, folder, sizing, say, signal } = context;
  const run = (strategy: StrategyName, dryRun: boolean): Promise<Summary> =>
    createVariants({
      ...{ input: source.path, strategy, seed: sizing.firstSeed, count: timedVariants, measure: 'off' },
      ...{ dryRun, ffmpegPath: ffmpeg.path, cacheFolder: path.join(folder, 'cache'), signal },
      outDir: path.join(folder, `cost-${path.parse(source.path).name}`),
    });
  // The first run reads the file, the libraries and the code from the disk.
  await run('standard', true);
  const planning = await run('standard', true);
  const searching = await run('enhanced_metrics', true);
  const rendering = await run('enhanced_metrics', false);
  const cost = {
    clip: source.name,
    searchSeconds: (searching.cpuSeconds - planning.cpuSeconds) / timedVariants,
    renderSeconds: rendering.renderCpuSeconds / timedVariants,
  };
  say(
    `${source.name}: ${cost.searchSeconds.toFixed(2)} s of search, ${cost.renderSeconds.toFixed(2)} s of rendering`,
  );
  return cost;
}

function findingOf(
  pairs: readonly Pair[],
  costs: readonly SearchCost[],
  { sizing }: ScenarioContext,
): Finding {
  const further = bootstrapMean(pairs.map(({ standard, searched }) => searched.distance - standard.distance));
  const better = bootstrapMean(pairs.map(({ standard, searched }) => searched.ssim - standard.ssim));
  const shares = costs.map(({ searchSeconds, renderSeconds }) => searchSeconds / renderSeconds);
  return {
    blocks: [
      {
        kind: 'text',
        text:
          `${sizing.seeds} seeds from ${sizing.firstSeed} at medium, the clips cut to ${sizing.clipSeconds} s, each seed once by ` +
          '`standard` and once by `enhanced_metrics`. Distance: mean PDQ distance of the frames that the segment map ' +
          'pairs, of 256 bits; unrelated pictures are 128 apart. SSIM: every frame of the finished file, against the ' +
          'source after the same geometry and timing. Differences with 95 % intervals of a paired bootstrap.',
      },
      tableOf(pairs),
      {
        kind: 'table',
        head: ['enhanced_metrics less standard', 'mean', '95 % from', 'to'],
        rows: [
          [
            'distance, bits',
            ...[further.value, further.lowest, further.highest].map(bits => bits.toFixed(1)),
          ],
          ['SSIM', ...[better.value, better.lowest, better.highest].map(ssim => ssim.toFixed(3))],
        ],
      },
      {
        kind: 'text',
        text:
          `The search of ${timedVariants} variants of each whole clip beside their renders: processor time of a run that plans ` +
          'with a search less that of one that plans without, Node and the starts of ffmpeg included; renders by the ' +
          "`-benchmark` line. A candidate takes the same whatever the clip's length, so longer clips try more of them, 6 to " +
          `12. Aimed at: at most 0.5; the median is ${ratio(quantileOf(shares, 0.5))}.`,
      },
      {
        kind: 'table',
        head: ['clip', 'search, CPU s each', 'render, CPU s each', 'search / render'],
        rows: costs.map(({ clip, searchSeconds, renderSeconds }, index) => [
          ...[clip, searchSeconds.toFixed(2), renderSeconds.toFixed(2), ratio(shares[index] ?? Number.NaN)],
        ]),
      },
    ],
    figures: [
      {
        name: 'enhanced_metrics less standard: distance',
        value: further.value,
        unit: 'bits',
        better: 'more',
      },
      { name: 'enhanced_metrics less standard: SSIM', value: better.value, unit: '', better: 'more' },
      ...costs.map(({ clip }, index) => ({
        ...{ name: `${clip}: search / render`, value: shares[index] ?? Number.NaN, unit: 'x' },
        better: 'less' as const,
      })),
    ],
  };
}

function tableOf(pairs: readonly Pair[]): Block {
  const groups: readonly (readonly [string, readonly Pair[]])[] = [
    ...Map.groupBy(pairs, ({ clip }) => clip),
    ['all', pairs],
  ];
  return {
    kind: 'table',
    head: ['clip', 'pairs', 'distance, standard', 'enhanced_metrics', 'SSIM, standard', 'enhanced_metrics'],
    rows: groups.map(([clip, some]) => {
      const mean = (strategy: 'standard' | 'searched', of: keyof Outcome) =>
        some.reduce((sum, pair) => sum + pair[strategy][of], 0) / some.length;
      return [
        ...[clip, `${some.length}`, mean('standard', 'distance').toFixed(1)],
        ...[mean('searched', 'distance').toFixed(1), mean('standard', 'ssim').toFixed(3)],
        mean('searched', 'ssim').toFixed(3),
      ];
    }),
  };
}
