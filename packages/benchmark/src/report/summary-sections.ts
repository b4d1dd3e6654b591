import type { Environment } from '../measuring/environment.ts';
import type { BaselineFigures, BenchmarkSummary, ConfigurationFigures } from '../summary.ts';
import type { Block, Section } from './block.ts';
import { megabytes, percent, range, ratio, seconds } from './figures.ts';

/** What a benchmark found, as sections of a page. */
export function summarySections(summary: BenchmarkSummary): readonly Section[] {
  return [
    { title: 'Where and what', blocks: [environmentText(summary.environment), workText(summary)] },
    { title: 'Configurations', blocks: configurationBlocks(summary.configurations) },
    ...(summary.baselines.length === 0
      ? []
      : [{ title: 'Other ways of doing the same', blocks: baselineBlocks(summary) }]),
    { title: 'Recommendation', blocks: recommendationBlocks(summary) },
  ];
}

/** The machine and the programs, and how quiet it was, in a paragraph. */
export function environmentText({ at, machine, versions, load, warning }: Environment): Block {
  const { processor, cores, memoryBytes, platform, architecture } = machine;
  const quiet = warning ?? `Load before the start: ${load.join(', ')}.`;
  return {
    kind: 'text',
    text:
      `${cores} cores of ${processor}, ${(memoryBytes / 1e9).toFixed(1)} GB, ${platform} ${architecture}; ` +
      `ffmpeg ${versions.ffmpeg}, Node ${versions.node}; ${at}. ${quiet}`,
  };
}

/** What every run had to do, in a paragraph. */
function workText({ work }: BenchmarkSummary): Block {
  const { input, width, height, durationSeconds, variants, strategy, level, seed, preset } = work;
  const encoder = preset === null ? '' : `, preset ${preset}`;
  return {
    kind: 'text',
    text:
      `Each run made ${variants} variants of ${input} (${width}x${height}, ${durationSeconds.toFixed(1)} s): ` +
      `\`${strategy}\`, ${level}, seed ${seed}${encoder}.`,
  };
}

/** The table and the plot of the configurations. */
export function configurationBlocks(configurations: readonly ConfigurationFigures[]): readonly Block[] {
  return [
    {
      kind: 'table',
      head: [
        ...['workers x threads', 'wall, s', 'CPU, s', 'peak memory', 'variants/min'],
        ...['speed-up', 'efficiency', 'wall / limit'],
      ],
      rows: configurations.map(one => [
        one.name,
        range(one.wallSeconds, seconds),
        range(one.cpuSeconds, seconds),
        megabytes(one.peakMemoryBytes.highest),
        one.variantsPerMinute.toFixed(1),
        one.speedUp === null ? '-' : ratio(one.speedUp),
        percent(1 / one.overLimit),
        ratio(one.overLimit),
      ]),
    },
    {
      kind: 'text',
      text:
        'Median (lowest to highest) of the runs. The limit is the processor time of the run divided by the cores; the ' +
        'efficiency is the limit divided by the wall clock. Peak memory is that of all processes together, the ' +
        'measuring one included.',
    },
    {
      kind: 'bars',
      title: 'Wall clock of each configuration',
      measure: 's (median)',
      bars: configurations.map(({ name, wallSeconds }) => ({ name, value: wallSeconds.median })),
    },
  ];
}

/** The table and the plot of the baselines beside the recommended configuration. */
export function baselineBlocks({
  baselines,
  recommendation,
  bestSeconds,
}: BenchmarkSummary): readonly Block[] {
  const ours = `variegate, ${recommendation.workers} x ${recommendation.threads}`;
  const measured = baselines.filter(one => one.wallSeconds !== null);
  return [
    {
      kind: 'table',
      head: ['way', 'wall, s', 'CPU, s', 'variegate takes'],
      rows: [[ours, seconds(bestSeconds), '', ''], ...baselines.map(baselineRow)],
    },
    {
      kind: 'bars',
      title: 'Wall clock for the same variants',
      measure: 's',
      bars: [
        { name: ours, value: bestSeconds },
        ...measured.map(({ name, wallSeconds }) => ({ name, value: wallSeconds ?? 0 })),
      ],
    },
  ];
}

function baselineRow(one: BaselineFigures): readonly string[] {
  if (one.wallSeconds === null || one.cpuSeconds === null)
    return [`${one.title}: ${one.unavailable}`, '-', '-', '-'];
  const share = one.shareDone ?? 1;
  const extrapolated =
    share < 1 ? ` (extrapolated from the ${percent(share)} of its encodes that there was time for)` : '';
  const taken = one.oursOverBaseline === null ? '-' : `${ratio(one.oursOverBaseline)} x`;
  return [`${one.title}${extrapolated}`, seconds(one.wallSeconds), seconds(one.cpuSeconds), taken];
}

function recommendationBlocks({ recommendation, busy }: BenchmarkSummary): readonly Block[] {
  const { workers, threads, reasons } = recommendation;
  const doubt = busy ? ' The machine was busy; measure again when it is quiet.' : '';
  const text = `\`--max-workers ${workers} --threads ${threads}\`. ${reasons.join(' ')}${doubt}`;
  return [{ kind: 'text', text }];
}
