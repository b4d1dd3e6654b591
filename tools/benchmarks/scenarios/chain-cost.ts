import path from 'node:path';
import type { Block } from '../../../packages/benchmark/src/report/block.ts';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { type BenchClip, cutClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import {
  encodeAloneSeconds,
  encodeSeconds,
  megapixelFrames,
  reencodeSeconds,
} from '../measuring/encode-cost.ts';
import type { Figure, Finding, Scenario, ScenarioContext } from '../scenario.ts';

/** What chains cost beside the encode that they sit in front of, compiled and plain. */
export const chainCost: Scenario = {
  name: 'chain-cost',
  title: 'What a chain costs beside its encode',
  async run(context) {
    const measured: ClipCosts[] = [];
    for (const clip of context.clips) measured.push(await costsOf(clip, context));
    return findingOf(measured);
  },
};

/** The cost of one plan on one clip. */
interface ChainCost {
  readonly seed: number;
  readonly steps: readonly string[];
  /** Whether the compiled graph looks the picture up through a warp that is more than cutting, scaling and mirroring. */
  readonly warps: boolean;
  /** Processor time of the compiled chain / that of the re-encode, each per megapixel-frame that comes out. */
  readonly overReencode: number;
  /** The same of encoding the frames that come out, without making them. */
  readonly encodeOverReencode: number;
  /** Processor time of the plain chain / that of the compiled one. */
  readonly gain: number;
  /** Processor time of the plain chain / that of encoding what comes out: the gain of filters that cost nothing. */
  readonly mostGain: number;
}

/** The costs of chains on one clip. */
export interface ClipCosts {
  readonly clip: string;
  readonly costs: readonly ChainCost[];
}

/** The re-encode is measured again after so many plans, so that it meets the machine as they do. */
const plansPerReencode = 6;

/** Measures chains on a clip, compiled and plain, and the encodes that they are compared with. */
export async function costsOf(source: BenchClip, context: ScenarioContext): Promise<ClipCosts> {
  const { ffmpeg, folder, sizing, say, signal } = context;
  const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
  const work = { ffmpeg, source: clip.path, output: path.join(folder, 'out.mp4'), signal };
  // The first encode reads the file and the libraries from the disk.
  await reencodeSeconds(clip.facts, work);
  const reencodes: number[] = [];
  const measured: ((reencode: number) => ChainCost)[] = [];
  const raw = path.join(folder, 'raw.mkv');
  for (let index = 0; index < sizing.seeds; index += 1) {
    if (index % plansPerReencode === 0) reencodes.push(await reencodeSeconds(clip.facts, work));
    const seed = sizing.firstSeed + index;
    const plan = drawPlan(clip, seed);
    const compiled = compileFor(plan, clip.facts, false);
    const compiledSeconds = await encodeSeconds(compiled, work);
    const plainSeconds = await encodeSeconds(compileFor(plan, clip.facts, true), work);
    const encodeAlone = await encodeAloneSeconds(compiled, raw, work);
    const frames = megapixelFrames(compiled.outputFacts);
    measured.push(reencode => ({
      seed,
      steps: plan.steps.map(({ name }) => name),
      warps: compiled.requires.filters.includes('remap'),
      overReencode: compiledSeconds / frames / reencode,
      encodeOverReencode: encodeAlone / frames / reencode,
      gain: plainSeconds / compiledSeconds,
      mostGain: plainSeconds / encodeAlone,
    }));
    say(
      `${clip.name}: seed ${seed}, ${compiledSeconds.toFixed(2)} s compiled, ${plainSeconds.toFixed(2)} s plain`,
    );
  }
  const reencode = quantileOf(reencodes, 0.5) / megapixelFrames(clip.facts);
  return { clip: clip.name, costs: measured.map(cost => cost(reencode)) };
}

function findingOf(clips: readonly ClipCosts[]): Finding {
  return {
    blocks: [
      {
        kind: 'text',
        text:
          'Processor time (user and system) of the whole ffmpeg as its `-benchmark` reports it, `standard` at medium, x264 ' +
          'veryfast, one thread for everything, per megapixel-frame that comes out, over that of encoding the same clip ' +
          'again. Warps are chains whose compiled graph turns, slants or bends the picture. Aimed at: a median of ' +
          'at most 2.0 (goal 1.5) and a worst of at most 3.5; plain / compiled at least 3 (goal 5). The encode alone is ' +
          'that of the frames and samples that come out, made before: chains of filters that cost nothing would reach it, ' +
          'and plain / encode alone is then the most that plain / compiled could be.',
      },
      tableOf(clips),
      ...clips.flatMap(slowestOf),
      {
        kind: 'lines',
        title: 'Compiled chain / re-encode, by rank',
        x: { name: 'rank', scale: 'linear' },
        y: { name: 'compiled / re-encode', scale: 'linear' },
        series: clips.map(({ clip, costs }) => ({
          name: clip,
          style: 'points',
          points: costs
            .map(({ overReencode }) => overReencode)
            .sort((a, b) => a - b)
            .map((cost, rank) => [rank + 1, cost] as const),
        })),
      },
    ],
    figures: clips.flatMap(figuresOf),
  };
}

/** All chains of a clip, and those with and without a warp. */
function groupsOf({ costs }: ClipCosts): readonly (readonly [string, readonly ChainCost[]])[] {
  return [
    ['all', costs],
    ['with a warp', costs.filter(({ warps }) => warps)],
    ['without', costs.filter(({ warps }) => !warps)],
  ];
}

function tableOf(clips: readonly ClipCosts[]): Block {
  return {
    kind: 'table',
    head: [
      'clip',
      'chains',
      'number',
      'median compiled / re-encode',
      'worst',
      'median encode alone',
      'median plain / compiled',
      'least',
      'median plain / encode alone',
    ],
    rows: clips.flatMap(one =>
      groupsOf(one)
        .filter(([, costs]) => costs.length > 0)
        .map(([group, costs]) => {
          const over = costs.map(({ overReencode }) => overReencode);
          const gains = costs.map(({ gain }) => gain);
          const median = (of: (cost: ChainCost) => number): string => ratio(quantileOf(costs.map(of), 0.5));
          return [
            ...[one.clip, group, `${costs.length}`, median(cost => cost.overReencode)],
            ...[ratio(Math.max(...over)), median(cost => cost.encodeOverReencode)],
            ...[median(cost => cost.gain), ratio(Math.min(...gains)), median(cost => cost.mostGain)],
          ];
        }),
    ),
  };
}

/** The chains that cost most, with what is in them, so that the next step is known. */
function slowestOf({ clip, costs }: ClipCosts): readonly Block[] {
  const slowest = costs.toSorted((a, b) => b.overReencode - a.overReencode).slice(0, 5);
  return [
    {
      kind: 'table',
      head: [`${clip}: the dearest chains`, 'x', 'encode alone', 'steps'],
      rows: slowest.map(({ seed, overReencode, encodeOverReencode, steps }) => [
        `seed ${seed}`,
        ratio(overReencode),
        ratio(encodeOverReencode),
        steps.join(' '),
      ]),
    },
  ];
}

function figuresOf({ clip, costs }: ClipCosts): readonly Figure[] {
  const over = costs.map(({ overReencode }) => overReencode);
  const gains = costs.map(({ gain }) => gain);
  return [
    { name: `${clip}: median compiled / re-encode`, value: quantileOf(over, 0.5), unit: 'x', better: 'less' },
    { name: `${clip}: worst compiled / re-encode`, value: Math.max(...over), unit: 'x', better: 'less' },
    { name: `${clip}: median plain / compiled`, value: quantileOf(gains, 0.5), unit: 'x', better: 'more' },
  ];
}
