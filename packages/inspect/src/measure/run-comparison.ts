import type { CommandInput, MediaFacts, Normalization, SegmentMap } from '@variegate/core-filters';
import { type Ffmpeg, inputArguments, type OpenInput, runTool } from '@variegate/runner';
import type { SourceLimits } from '../source-limits.ts';
import { wholePad } from '../whole-pad.ts';

/** Two files that are decoded side by side. */
export interface VideoComparison {
  readonly ffmpeg: Ffmpeg;
  readonly source: OpenInput;
  readonly variant: OpenInput;
  readonly sourceFacts: MediaFacts;
  readonly variantFacts: MediaFacts;
  readonly segments: SegmentMap;
  /** What the variant was made with. */
  readonly normalization: Normalization | undefined;
  readonly limits: SourceLimits;
  /** Decoder and filter threads, 1 or more. */
  readonly threads: number;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What a chain over the source begins with. */
export function sourcePad({ sourceFacts, normalization }: VideoComparison): string {
  return wholePad(0, sourceFacts.video, normalization);
}

/** What a chain over the variant begins with; files of others may be interlaced or partly transparent too. */
export function variantPad({ variantFacts, normalization }: VideoComparison, input: number): string {
  return wholePad(input, variantFacts.video, normalization);
}

/** An asset beside the two files, open, and how it is read. */
export interface ComparisonMedium extends Pick<CommandInput, 'inputArguments'> {
  readonly input: OpenInput;
}

/**
 * Runs a graph over the source (input 0), assets, and the variant (the last input) to its end.
 *
 * @param graph Ends in `[end]`.
 * @param media Inputs 1 and on.
 * @param sourceArguments Options of input 0.
 * @returns What the filters print.
 * @throws the runner's error of a run that failed.
 */
export async function runComparison(
  comparison: VideoComparison,
  graph: string,
  media: readonly ComparisonMedium[] = [],
  sourceArguments: readonly string[] = [],
): Promise<string> {
  const { ffmpeg, source, variant, limits, threads, sourceFacts, variantFacts } = comparison;
  const read = [
    { input: source, inputArguments: sourceArguments },
    ...media,
    { input: variant, inputArguments: [] },
  ];
  const seconds = Math.max(300, 20 * (sourceFacts.durationSeconds + variantFacts.durationSeconds));
  const { exitCode, failure, stderrTail } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    inputs: read.map(({ input }) => input),
    arguments: [
      // Filters report at the level `info`; the runner keeps such lines where the level's name is not in front.
      ...['-loglevel', '-level+info', '-filter_complex_threads', String(threads)],
      ...read.flatMap(({ input, inputArguments: own }) => [
        ...inputArguments(input.kind, { maxStreams: limits.maxStreams, maxPixels: limits.maxPixels }),
        ...['-threads', String(threads), ...own, '-i', input.ffmpegUrl],
      ]),
      ...['-filter_complex', graph, '-map', '[end]', '-fps_mode', 'passthrough', '-f', 'null', '-'],
    ],
    timeoutMs: comparison.timeoutMs ?? seconds * 1000,
    signal: comparison.signal,
  });
  // Nothing is written, so with code 0 a message can only be a name or a tag of a file that looks like one.
  if (failure !== null && exitCode !== 0) throw failure;
  return stderrTail;
}

/**
 * What a filter of ffmpeg printed. Only lines that begin with the filter's own name count: metadata of the files are
 * printed too, further to the right, and may say anything.
 */
export function reportOf(filter: string, stderr: string, pattern: RegExp): RegExpExecArray | null {
  return new RegExp(`^\\[Parsed_${filter}_\\d+ @ \\w+\\] ${pattern.source}`, 'm').exec(stderr);
}
