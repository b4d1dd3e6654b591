// A process of its own that renders once, so that a test can do to it what it cannot do to itself. Takes one JSON
// argument, prints one JSON object per line: the events, and then `result` or `error`.
import { findFfmpeg } from '../capabilities/find-ffmpeg.ts';
import { RunnerError } from '../errors.ts';
import { openInput } from '../input/open-input.ts';
import { render } from '../render.ts';
import { type ExampleCommand, exampleCommand } from './example-command.ts';

/** What to render. */
export interface RenderOnceRequest {
  /** A stand-in's path. @default the ffmpeg of the search path */
  readonly ffmpegPath?: string;
  readonly inputPath: string;
  readonly outputPath: string;
  readonly replace?: boolean;
  readonly command?: ExampleCommand;
  readonly stallMs?: number;
  /** Milliseconds that verification takes. */
  readonly verifyMs?: number;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

const request: RenderOnceRequest = JSON.parse(process.argv[2] ?? '{}');
const { ffmpegPath, stallMs, verifyMs = 0 } = request;
const ffmpeg = ffmpegPath === undefined ? await findFfmpeg() : { path: ffmpegPath, probePath: ffmpegPath };
await using input = await openInput(request.inputPath, 'video');
await using rendering = render(exampleCommand(request.command), {
  ffmpeg,
  inputs: [input],
  resolveFile: reference => reference,
  outputPath: request.outputPath,
  replace: request.replace ?? false,
  verify: () => new Promise(resolve => setTimeout(resolve, verifyMs)),
  ...(stallMs === undefined ? {} : { stallMs }),
});
try {
  for await (const event of rendering.events) print(event);
  print({ type: 'result', ...(await rendering.result) });
} catch (error) {
  if (!(error instanceof RunnerError)) throw error;
  print({ type: 'error', code: error.code, retry: error.retry, message: error.message });
}
