import path from 'node:path';
import { type CompiledPlan, serializeGraph } from '@variegate/core-filters';
import { resolveFile } from '@variegate/variants/internal';
import { runFfmpeg } from '../../../packages/benchmark/src/measuring/run-ffmpeg.ts';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { type BenchClip, cutClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import { parseSsimFrames, type SsimFrame } from '../measuring/ssim-frames.ts';
import type { Figure, Scenario, ScenarioContext } from '../scenario.ts';

/** Whether compiled chains look as the plain ones do. */
export const look: Scenario = {
  name: 'look',
  title: 'Whether compiled chains look as the plain ones',
  async run(context) {
    const clips: ClipLooks[] = [];
    for (const clip of context.clips) clips.push(await looksOf(clip, context));
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `SSIM of the compiled against the plain graph of the same plan, before encoding, the first ` +
            `${context.sizing.lookFrames} frames, grain left out. The plain graph is not the truth: it rounds and ` +
            'resamples at every step. Aimed at: a median of 0.98, each chain 0.95, the worst frame 0.90.',
        },
        {
          kind: 'table',
          head: ['clip', 'chains', 'plane', 'median', 'lowest chain', 'chains below 0.95', 'worst frame'],
          rows: clips.flatMap(rowsOf),
        },
        ...clips.map(worstOf),
      ],
      figures: clips.flatMap(figuresOf),
    };
  },
};

/** Noise is drawn anew by each graph, so it differs whatever the compiler does. */
const random = ['film_grain'];

const planes = ['y', 'u', 'v', 'all'] as const;

type Plane = (typeof planes)[number];

interface ChainLook {
  readonly seed: number;
  readonly steps: readonly string[];
  /** Mean over the frames. */
  readonly mean: Readonly<Record<Plane, number>>;
  /** The worst frame. */
  readonly worst: Readonly<Record<Plane, number>>;
}

interface ClipLooks {
  readonly clip: string;
  readonly chains: readonly ChainLook[];
}

async function looksOf(source: BenchClip, context: ScenarioContext): Promise<ClipLooks> {
  const { ffmpeg, folder, sizing, say, signal } = context;
  const clip = await cutClip(source.path, { ffmpeg, folder, seconds: sizing.clipSeconds, signal });
  const facts = { ...clip.facts, audio: null };
  const chains: ChainLook[] = [];
  for (let index = 0; index < sizing.seeds; index += 1) {
    const seed = sizing.firstSeed + index;
    const plan = drawPlan({ facts, sha256: clip.sha256 }, seed, random);
    const [compiled, plain] = await Promise.all(
      [false, true].map(async isPlain => {
        const file = path.join(folder, isPlain ? 'plain.nut' : 'compiled.nut');
        await writeFrames(compileFor(plan, facts, isPlain), clip.path, file, context);
        return file;
      }),
    );
    const frames = await compare(compiled ?? '', plain ?? '', context);
    chains.push({ seed, steps: plan.steps.map(({ name }) => name), ...summaryOf(frames) });
    say(`${clip.name}: seed ${seed}, SSIM ${chains.at(-1)?.mean.all.toFixed(4)}`);
  }
  return { clip: clip.name, chains };
}

/** Writes the first frames that come out of a graph, as they are. */
async function writeFrames(
  { command }: CompiledPlan,
  source: string,
  file: string,
  { ffmpeg, sizing, signal }: ScenarioContext,
): Promise<void> {
  await runFfmpeg({
    ...{ ffmpeg, source, inputs: command.inputs, signal },
    argumentsFor: words => [
      ...[...words, '-filter_complex', serializeGraph(command.graph, resolveFile), '-map', '[vout]'],
      ...['-frames:v', `${sizing.lookFrames}`, '-c:v', 'rawvideo', '-f', 'nut', '-y', `file:${file}`],
    ],
  });
}

async function compare(
  compiled: string,
  plain: string,
  { ffmpeg, signal }: ScenarioContext,
): Promise<readonly SsimFrame[]> {
  const { stdout } = await runFfmpeg({
    ...{ ffmpeg, source: compiled, signal },
    argumentsFor: words => [
      ...[...words, '-i', `file:${plain}`, '-filter_complex', '[0:v][1:v]ssim=stats_file=-[out]'],
      ...['-map', '[out]', '-f', 'null', '/dev/null'],
    ],
  });
  return parseSsimFrames(stdout);
}

function summaryOf(frames: readonly SsimFrame[]): Pick<ChainLook, 'mean' | 'worst'> {
  const of = (fold: (values: readonly number[]) => number) =>
    Object.fromEntries(planes.map(plane => [plane, fold(frames.map(frame => frame[plane]))])) as Record<
      Plane,
      number
    >;
  return {
    mean: of(values => values.reduce((sum, value) => sum + value, 0) / values.length),
    worst: of(values => Math.min(...values)),
  };
}

function rowsOf({ clip, chains }: ClipLooks): readonly (readonly string[])[] {
  return planes.map(plane => {
    const means = chains.map(({ mean }) => mean[plane]);
    return [
      ...[clip, `${chains.length}`, plane, quantileOf(means, 0.5).toFixed(4), Math.min(...means).toFixed(4)],
      ...[`${means.filter(mean => mean < 0.95).length}`],
      Math.min(...chains.map(({ worst }) => worst[plane])).toFixed(4),
    ];
  });
}

function worstOf({ clip, chains }: ClipLooks) {
  const worst = chains.toSorted((a, b) => a.mean.all - b.mean.all).slice(0, 3);
  return {
    kind: 'table',
    head: [`${clip}: the chains furthest apart`, 'SSIM', 'steps'],
    rows: worst.map(({ seed, mean, steps }) => [`seed ${seed}`, mean.all.toFixed(4), steps.join(' ')]),
  } as const;
}

function figuresOf({ clip, chains }: ClipLooks): readonly Figure[] {
  const means = chains.map(({ mean }) => mean.all);
  return [
    { name: `${clip}: median SSIM`, value: quantileOf(means, 0.5), unit: '', better: 'more' },
    { name: `${clip}: lowest SSIM`, value: Math.min(...means), unit: '', better: 'more' },
  ];
}
