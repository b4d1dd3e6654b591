import type { CompiledPlan, MediaFacts } from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import { plainArguments } from '../../../packages/benchmark/src/baselines/plain-arguments.ts';
import { runFfmpeg } from '../../../packages/benchmark/src/measuring/run-ffmpeg.ts';

/** What an encode is made of, and where. */
export interface EncodeWork {
  readonly ffmpeg: Ffmpeg;
  /** Absolute path of the source. */
  readonly source: string;
  /** Absolute path of the file that is written. */
  readonly output: string;
  readonly signal: AbortSignal;
}

/** One thread for everything, so that processor time does not depend on what else runs. */
const singleThread = ['-threads', '1', '-filter_complex_threads', '1'];

/** Processor time of the whole ffmpeg that renders a compiled plan, in seconds. */
export async function encodeSeconds(compiled: CompiledPlan, work: EncodeWork): Promise<number> {
  const { inputs } = compiled.command;
  const argumentsFor = (words: readonly string[]) => [
    ...singleThread,
    ...plainArguments(compiled, words, work.output),
  ];
  return (await runFfmpeg({ ...work, inputs, argumentsFor })).cpuSeconds;
}

/**
 * Processor time of encoding the frames and samples that a compiled plan makes, and nothing else, in seconds: what the
 * plan would take if its filters cost nothing. They are written to `raw` first, not compressed.
 */
export async function encodeAloneSeconds(
  compiled: CompiledPlan,
  raw: string,
  work: EncodeWork,
): Promise<number> {
  const { inputs, outputArguments } = compiled.command;
  const settings = { ...compiled.command, outputArguments: rawArguments(outputArguments) };
  await runFfmpeg({
    ...work,
    inputs,
    argumentsFor: words => plainArguments({ ...compiled, command: settings }, words, raw),
  });
  const argumentsFor = (words: readonly string[]) => [
    ...[...singleThread, ...words],
    ...[...outputArguments.map(fromRaw), '-y', `file:${work.output}`],
  ];
  return (await runFfmpeg({ ...work, source: raw, argumentsFor })).cpuSeconds;
}

const pads: Readonly<Record<string, string>> = { '[vout]': '0:V:0', '[aout]': '0:a:0' };

function fromRaw(word: string): string {
  return pads[word] ?? word;
}

/** The same pads, not compressed. */
function rawArguments(encoded: readonly string[]): readonly string[] {
  const maps = encoded.filter(word => word in pads).flatMap(pad => ['-map', pad]);
  return [...maps, '-c:v', 'rawvideo', '-c:a', 'pcm_s16le', '-f', 'matroska'];
}

/** Processor time of encoding a clip again as it is, with the same encoder, in seconds. */
export async function reencodeSeconds(facts: MediaFacts, work: EncodeWork): Promise<number> {
  const argumentsFor = (words: readonly string[]) => [
    ...[...singleThread, ...words, '-map', '0:V:0', ...(facts.audio === null ? [] : ['-map', '0:a:0'])],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-threads:v', '1'],
    ...(facts.audio === null ? [] : ['-c:a', 'aac', '-b:a', '128000']),
    ...['-f', 'mp4', '-y', `file:${work.output}`],
  ];
  return (await runFfmpeg({ ...work, argumentsFor })).cpuSeconds;
}

/** Millions of pixels in all frames of a video. */
export function megapixelFrames({ video: { width, height, frameCount } }: MediaFacts): number {
  return (width * height * frameCount) / 1e6;
}
