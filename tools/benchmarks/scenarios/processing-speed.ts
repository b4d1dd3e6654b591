import { baselineNames } from '../../../packages/benchmark/src/baselines/baseline.ts';
import { benchmarkProcessingSpeed } from '../../../packages/benchmark/src/benchmark-processing-speed.ts';
import { configurationName } from '../../../packages/benchmark/src/configurations/configuration.ts';
import { busyWarning } from '../../../packages/benchmark/src/measuring/machine-use.ts';
import type { Block } from '../../../packages/benchmark/src/report/block.ts';
import { megabytes, ratio } from '../../../packages/benchmark/src/report/figures.ts';
import {
  baselineBlocks,
  configurationBlocks,
} from '../../../packages/benchmark/src/report/summary-sections.ts';
import type { BenchmarkSummary, ConfigurationFigures } from '../../../packages/benchmark/src/summary.ts';
import { cutClip } from '../clips.ts';
import type { Figure, Scenario } from '../scenario.ts';

/** How fast variants are made here, beside what one would do by hand on the same plans, and beside what was aimed at. */
export const processingSpeed: Scenario = {
  name: 'processing-speed',
  title: 'Processing speed',
  async run({ ffmpeg, clips: [first], folder, sizing, say, signal }) {
    const { clipSeconds, variants, repeat, baselineSeconds, firstSeed } = sizing;
    if (first === undefined) throw new RangeError('There is no clip.');
    const clip = await cutClip(first.path, { ffmpeg, folder, seconds: clipSeconds, signal });
    const summary = await benchmarkProcessingSpeed({
      ...{ input: clip.path, outDir: folder, testVariants: variants, repeat, seed: firstSeed },
      ...{ baselines: baselineNames, baselineSeconds, ffmpegPath: ffmpeg.path, signal },
      onEvent: event => {
        if (event.type === 'bench-run') say(`${event.name}: ${event.wallSeconds.toFixed(1)} s`);
        if (event.type === 'machine-busy') say(event.message);
      },
    });
    const targets = targetsOf(summary);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `${variants} variants of ${first.name}, cut to ${clip.facts.durationSeconds.toFixed(1)} s, seed ${firstSeed}, ` +
            'x264 veryfast. Rendered, verified by a full decode, measured and recorded; the other ways only encode.',
        },
        ...configurationBlocks(summary.configurations),
        ...baselineBlocks(summary),
        ...targetBlocks(targets),
        ...memoryAndBusyBlocks(summary),
        { kind: 'text', text: summary.recommendation.reasons.join(' ') },
      ],
      figures: figuresOf(summary),
    };
  },
};

/** Something that is aimed at, and how far it is. */
interface Target {
  readonly name: string;
  readonly aim: number;
  readonly goal: number | null;
  readonly measured: number | null;
}

/** With as many workers as cores, which is what the targets are set for. */
function fullConfiguration({
  configurations,
  environment,
}: BenchmarkSummary): ConfigurationFigures | undefined {
  const { cores } = environment.machine;
  return configurations.find(one => one.name === configurationName({ workers: cores, threads: 1 }));
}

function targetsOf(summary: BenchmarkSummary): readonly Target[] {
  const full = fullConfiguration(summary);
  const wall = full?.wallSeconds.median ?? summary.bestSeconds;
  const over = (name: string) => {
    const other = summary.baselines.find(one => one.name === name)?.wallSeconds ?? null;
    return other === null ? null : wall / other;
  };
  return [
    {
      name: 'wall / plain chains one after another',
      aim: 0.3,
      goal: 0.17,
      measured: over('one-after-another'),
    },
    { name: 'wall / plain chains in a process pool', aim: 0.37, goal: 0.2, measured: over('process-pool') },
    {
      name: 'wall / one encode per transformation',
      aim: 0.1,
      goal: null,
      measured: over('encode-per-transformation'),
    },
    { name: 'wall / limit', aim: 1.1, goal: 1.05, measured: full?.overLimit ?? null },
  ];
}

function targetBlocks(targets: readonly Target[]): readonly Block[] {
  return [
    {
      kind: 'table',
      head: ['target, with as many workers as cores', 'at most', 'goal', 'measured', ''],
      rows: targets.map(({ name, aim, goal, measured }) => [
        name,
        ratio(aim),
        goal === null ? '-' : ratio(goal),
        measured === null ? '-' : ratio(measured),
        measured === null ? 'not measured' : measured <= aim ? 'met' : `missed by ${ratio(measured - aim)}`,
      ]),
    },
  ];
}

function memoryAndBusyBlocks(summary: BenchmarkSummary): readonly Block[] {
  const full = fullConfiguration(summary);
  const alone = summary.configurations.find(one => one.workers === 1 && one.threads === 1);
  const memory: readonly Block[] =
    full === undefined || alone === undefined
      ? []
      : [
          {
            kind: 'text',
            text: memoryText(full, alone.renderPeakBytes),
          },
        ];
  const busiest = Math.max(...summary.runs.map(run => run.busyCores));
  const warning = summary.environment.warning ?? busyWarning(busiest, summary.environment.machine.cores);
  return warning === null ? memory : [...memory, { kind: 'text', text: warning }];
}

function memoryText(full: ConfigurationFigures, singleBytes: number): string {
  const allowed = full.workers * 1.2 * singleBytes + 150e6;
  const { highest } = full.peakMemoryBytes;
  return (
    `Peak memory of the tree with ${full.workers} workers: ${megabytes(highest)}; aimed at is ` +
    `${full.workers} x 1.2 x ${megabytes(singleBytes)} (one render alone) + 150 MB = ${megabytes(allowed)}: ` +
    `${highest <= allowed ? 'met' : `missed by ${megabytes(highest - allowed)}`}.`
  );
}

function figuresOf(summary: BenchmarkSummary): readonly Figure[] {
  return [
    ...summary.configurations.map((one): Figure => {
      return { name: `wall, ${one.name}`, value: one.wallSeconds.median, unit: 's', better: 'less' };
    }),
    ...targetsOf(summary).flatMap(({ name, measured }): Figure[] =>
      measured === null ? [] : [{ name, value: measured, unit: 'x', better: 'less' }],
    ),
    ...summary.configurations.map((one): Figure => {
      const value = one.peakMemoryBytes.highest / 1e6;
      return { name: `peak memory, ${one.name}`, value, unit: 'MB', better: 'less' };
    }),
  ];
}
