import { type FfmpegCommand, serializeGraph } from '@variegate/core-filters';
import { resolveFile } from '@variegate/variants/internal';
import { runFfmpeg } from '../../../packages/benchmark/src/measuring/run-ffmpeg.ts';
import { type BenchClip, cutClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import { megapixelFrames } from '../measuring/encode-cost.ts';
import { type GraphPrefix, graphPrefixes } from '../measuring/graph-prefixes.ts';
import type { Scenario, ScenarioContext } from '../scenario.ts';

/** Where the time of compiled graphs goes, filter by filter. */
export const nodeCost: Scenario = {
  name: 'node-cost',
  title: 'Where the time of a compiled graph goes',
  async run(context) {
    const {
      ffmpeg,
      folder,
      sizing,
      say,
      signal,
      clips: [first],
    } = context;
    if (first === undefined) throw new RangeError('There is no clip.');
    const clip = await cutClip(first.path, {
      ffmpeg,
      folder,
      seconds: Math.min(mostSeconds, sizing.clipSeconds),
      signal,
    });
    const silent = { ...clip, facts: { ...clip.facts, audio: null } };
    const frames = megapixelFrames(clip.facts);
    const found: NodeCost[] = [];
    for (let index = 0; index < sizing.nodeSeeds; index += 1) {
      const plan = drawPlan(silent, sizing.firstSeed + index);
      const { command } = compileFor(plan, silent.facts, false);
      const decode = await graphSeconds(
        { ...command, graph: { ...command.graph, chains: [] } },
        ['0:V:0'],
        clip,
        context,
      );
      found.push({ name: 'decode', millisecondsEach: (decode * 1000) / frames });
      let before = decode;
      for (const { last, apart, graph, loose } of measurable(graphPrefixes(command.graph))) {
        const pads = loose.map(label => `[${label}]`);
        const after = await graphSeconds({ ...command, graph }, pads, clip, context);
        found.push({
          name: apart ? layers : `\`${last.name}\``,
          millisecondsEach: ((after - before) * 1000) / frames,
        });
        before = after;
      }
      say(`seed ${plan.seed}: ${(before - decode).toFixed(2)} s of filtering`);
    }
    return { blocks: [explanation(clip.name, sizing.nodeSeeds), ...tableOf(found)], figures: [] };
  },
};

/** Longer clips would only take longer; in shorter ones the start of a graph, its tables and sheets, hides its filters. */
const mostSeconds = 4;

/** They pass frames on, or rename them; what little they take counts for the next filter that does more. */
const bookkeeping = new Set(['setpts', 'settb', 'setsar', 'trim', 'split', 'format', 'null']);

/** What is drawn once, or read from assets, and laid over the picture. */
const layers = 'layers and assets';

/**
 * The prefixes that end in a filter that works on the picture, or in a whole layer (one that is not limited yet plays for
 * ever), and the whole graph.
 */
function measurable(prefixes: readonly GraphPrefix[]): readonly GraphPrefix[] {
  return prefixes.filter(
    ({ last, apart, endsChain }, index) =>
      index === prefixes.length - 1 || (apart ? endsChain : !bookkeeping.has(last.name)),
  );
}

/** What one filter of one graph costs. */
interface NodeCost {
  readonly name: string;
  /** Milliseconds of processor time per megapixel-frame of the source. */
  readonly millisecondsEach: number;
}

/** Processor time of decoding a clip and running a graph, with nothing encoded. */
async function graphSeconds(
  { graph, inputs }: Pick<FfmpegCommand, 'graph' | 'inputs'>,
  pads: readonly string[],
  { path: source, facts: { durationSeconds: seconds } }: BenchClip,
  { ffmpeg, signal }: ScenarioContext,
): Promise<number> {
  const filters = graph.chains.length === 0 ? [] : ['-filter_complex', serializeGraph(graph, resolveFile)];
  const { cpuSeconds } = await runFfmpeg({
    ...{ ffmpeg, source, inputs, signal },
    argumentsFor: words => [
      ...['-threads', '1', '-filter_complex_threads', '1', ...words, ...filters],
      ...pads.flatMap(pad => ['-map', pad]),
      // A still layer that plays for ever ends with the others.
      ...['-t', `${seconds}`, '-f', 'null', '-'],
    ],
  });
  return cpuSeconds;
}

function explanation(clip: string, graphs: number) {
  return {
    kind: 'text',
    text:
      `${graphs} compiled graphs of ${clip}, without sound. The cost of a filter is the processor time of the graph up to ` +
      'it less that of the graph up to the one before, decoded and filtered on one thread and not encoded, per ' +
      'megapixel-frame of the source. Filters that only pass frames on count for the next one, which also pays for a change of the pixel format; figures near 0 are noise.',
  } as const;
}

function tableOf(costs: readonly NodeCost[]) {
  const names = [...new Set(costs.map(({ name }) => name))];
  const total = costs.reduce((sum, { millisecondsEach }) => sum + millisecondsEach, 0);
  const rows = names
    .map(name => {
      const own = costs.filter(one => one.name === name).map(one => one.millisecondsEach);
      return { name, times: own.length, sum: own.reduce((a, b) => a + b, 0) };
    })
    .sort((a, b) => b.sum - a.sum);
  return [
    {
      kind: 'table',
      head: ['filter', 'times', 'ms each, per megapixel-frame', 'share of all'],
      rows: rows.map(({ name, times, sum }) => [
        name,
        `${times}`,
        (sum / times).toFixed(2),
        `${((sum / total) * 100).toFixed(1)} %`,
      ]),
    },
    {
      kind: 'bars',
      title: 'Share of decoding and filtering',
      measure: '%',
      bars: rows.slice(0, 15).map(({ name, sum }) => ({ name, value: (sum / total) * 100 })),
    },
  ] as const;
}
