import {
  type CompiledPlan,
  compilePlan,
  defaultEncodeSettings,
  type FilterGraph,
  type Plan,
  serializeGraph,
} from '@variegate/core-filters';
import { probe } from '@variegate/inspect';
import { resolveFile } from '@variegate/variants/internal';
import type { CheckContext } from '../checks/check.ts';
import { inputWords } from '../render/input-words.ts';
import { measuringMs, runSuccessfully } from '../run-program.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';
import { samplesOf, signalToNoise } from './signal-to-noise.ts';

/**
 * Signal to noise in dB of the audio of a plan as its graph makes it, before any encoder: what is left is by the filters,
 * and by the decoder of the source. `null` where the reference's is silent and the other is not.
 */
export async function compareGraphAudio(
  plan: Plan,
  source: string,
  context: CheckContext,
): Promise<number | null> {
  const { reference, version, signal } = context;
  const { facts } = await probe(source, { ffmpeg: reference.ffmpeg, signal });
  const compiled = compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });
  const [ours, theirs] = await Promise.all(
    [version, reference].map(one => graphAudio(compiled, source, one, context)),
  );
  return signalToNoise(ours ?? new Float32Array(), theirs ?? new Float32Array());
}

async function graphAudio(
  { command }: CompiledPlan,
  source: string,
  { ffmpeg }: MatrixVersion,
  context: CheckContext,
): Promise<Float32Array> {
  const graph = serializeGraph(chainsFor(command.graph, 'aout'), resolveFile);
  const inputs = await inputWords(command, source, context);
  const words = ['-v', 'error', '-nostdin', ...inputs, '-filter_complex', graph, '-map', '[aout]'];
  const run = { timeoutMs: measuringMs, signal: context.signal };
  const { stdout } = await runSuccessfully(ffmpeg.path, [...words, '-f', 'f32le', '-'], run);
  return samplesOf(stdout);
}

/** The chains that a pad is made from: of the others, nobody would read the ends. */
function chainsFor(graph: FilterGraph, pad: string): FilterGraph {
  const needed = new Set([pad]);
  const kept = graph.chains.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some(output => needed.has(output))) return false;
    for (const input of inputs) needed.add(input);
    return true;
  });
  return { ...graph, chains: kept.toReversed() };
}
