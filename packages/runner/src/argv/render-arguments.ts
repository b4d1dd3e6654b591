import { type ExpectedOutput, type FfmpegCommand, serializeGraph } from '@variegate/core-filters';
import { type InputLimits, inputArguments } from '../input/input-arguments.ts';
import type { OpenInput } from '../input/open-input.ts';
import { fileUrl } from '../paths.ts';

/** What a command needs to become a command line. */
export interface RenderArgumentsRequest {
  readonly command: FfmpegCommand;
  /** One for each input of the command, in its order. */
  readonly inputs: readonly Pick<OpenInput, 'kind' | 'ffmpegUrl'>[];
  readonly resolveFile: (reference: string) => string;
  /** Absolute path of the file that ffmpeg writes. */
  readonly outputPath: string;
  readonly limits: Partial<InputLimits>;
  /** Size at which the output is cut, in bytes. */
  readonly maxBytes: number;
  readonly decoderThreads: number;
  readonly filterThreads: number;
}

/**
 * The command line of a render, without the global options. Nothing in it that reaches the file depends on the
 * machine, the time, or the load: decoder and filter threads change no byte.
 */
export function renderArguments(request: RenderArgumentsRequest): string[] {
  const { command, inputs, resolveFile, outputPath, limits, maxBytes } = request;
  if (inputs.length !== command.inputs.length) {
    throw new RangeError(
      `The command reads ${command.inputs.length} inputs, but ${inputs.length} were given.`,
    );
  }
  return [
    ...command.inputs.flatMap((input, index) => {
      const url = inputs[index]?.ffmpegUrl ?? '';
      const threads = ['-threads', String(request.decoderThreads)];
      return [...inputArguments(input.kind, limits), ...threads, ...input.inputArguments, '-i', url];
    }),
    ...['-filter_complex_threads', String(request.filterThreads)],
    ...['-filter_complex', serializeGraph(command.graph, resolveFile)],
    ...command.outputArguments,
    ...['-t', longestOutputSeconds(command.expected).toFixed(3), '-fs', String(maxBytes)],
    ...['-y', fileUrl(outputPath, process.platform)],
  ];
}

/** Leaves room beyond what verification accepts, so that a file that is too long is seen to be so rather than cut to fit. */
function longestOutputSeconds(expected: ExpectedOutput): number {
  return expected.durationSeconds * 1.1 + 5;
}

/**
 * A size that no encoding of the expected output reaches unless something runs wild: two bytes for every pixel of
 * every frame, a megabyte for every second of audio, and 64 MiB.
 */
export function generousMaxBytes({ frameCount, width, height, durationSeconds }: ExpectedOutput): number {
  return Math.ceil(frameCount * width * height * 2 + durationSeconds * 1_000_000 + 64 * 1024 * 1024);
}
