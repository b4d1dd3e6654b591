import type { FfmpegCommand, FilterChain } from '@variegate/core-filters';

/** What a test may want to be different. */
export interface ExampleCommand {
  /** ffmpeg's name of the output format. @default 'mp4' */
  readonly muxer?: string;
  /** Options that stand before the input. */
  readonly inputArguments?: readonly string[];
  /** Options of the encoder. @default x264, ultrafast, one thread */
  readonly encoder?: readonly string[];
  /** Length that the output is expected to have. @default 1 */
  readonly seconds?: number;
  /** What happens to the video. @default it is mirrored */
  readonly chains?: readonly FilterChain[];
}

const rate = 25;

const mirrored: readonly FilterChain[] = [
  { inputs: ['0:V:0'], filters: [{ name: 'hflip', options: {} }], outputs: ['vout'] },
];

/** A command that makes something of a test clip, without audio. */
export function exampleCommand(options: ExampleCommand = {}): FfmpegCommand {
  const { muxer = 'mp4', inputArguments = [], seconds = 1, chains = mirrored } = options;
  const encoder = options.encoder ?? ['-c:v', 'libx264', '-preset', 'ultrafast', '-threads:v', '1'];
  return {
    inputs: [{ kind: 'video', media: 'source', inputArguments }],
    graph: { scalerFlags: 'bicubic', chains },
    outputArguments: [
      ...['-map', '[vout]', '-map_metadata', '-1', ...encoder],
      ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', muxer],
    ],
    container: 'mp4',
    expected: {
      durationSeconds: seconds,
      frameCount: seconds * rate,
      width: 160,
      height: 120,
      hasAudio: false,
    },
  };
}
