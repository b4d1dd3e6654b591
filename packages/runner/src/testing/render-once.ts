// A separate process that renders, so that a test can do to it what it cannot do to itself. Takes one JSON argument,
// prints one JSON object per line: the events, and then `result` or `error`.
import { closeSync, openSync } from 'node:fs';
import { findFfmpeg } from '../capabilities/find-ffmpeg.ts';
import { RunnerError } from '../errors.ts';
import { openInput } from '../input/open-input.ts';
import { sweepScratch } from '../output/sweep-scratch.ts';
import { protections } from '../process/protections.ts';
import { render } from '../render.ts';
import { type ExampleCommand, exampleCommand } from './example-command.ts';

/** What to render. */
export interface RenderOnceRequest {
  /** A stand-in's path. @default the ffmpeg of the search path */
  readonly ffmpegPath?: string;
  readonly inputPath: string;
  /** With `times`, a `#` in it stands for the number of the render. */
  readonly outputPath: string;
  readonly replace?: boolean;
  readonly command?: ExampleCommand;
  readonly stallMs?: number;
  /** Milliseconds by which the clock jumps once ffmpeg runs. */
  readonly clockJumpMs?: number;
  /** Descriptors that are left free; all others are taken before the render. */
  readonly freeDescriptors?: number;
  /** Renders one after the other, the folder being swept before each. @default 1, without sweeping */
  readonly times?: number;
  /** A folder to sweep before each render. */
  readonly sweepFolder?: string;
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function takeDescriptors(free: number): void {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    // All are taken now.
  }
  for (const descriptor of taken.slice(taken.length - free)) closeSync(descriptor);
}

async function renderOnce(request: RenderOnceRequest, outputPath: string): Promise<void> {
  const { ffmpegPath, stallMs, clockJumpMs = 0 } = request;
  const ffmpeg = ffmpegPath === undefined ? await findFfmpeg() : { path: ffmpegPath, probePath: ffmpegPath };
  await protections();
  await using input = await openInput(request.inputPath, 'video');
  if (request.freeDescriptors !== undefined) takeDescriptors(request.freeDescriptors);
  await using rendering = render(exampleCommand(request.command), {
    ffmpeg,
    inputs: [input],
    resolveFile: reference => reference,
    outputPath,
    replace: request.replace ?? false,
    verify: async () => null,
    ...(stallMs === undefined ? {} : { stallMs }),
  });
  try {
    for await (const event of rendering.events) {
      print(event);
      const now = Date.now;
      if (event.type === 'started' && clockJumpMs !== 0) Date.now = () => now() + clockJumpMs;
    }
    print({ type: 'result', ...(await rendering.result) });
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    print({ type: 'error', code: error.code, retry: error.retry, message: error.message });
  }
}

const request: RenderOnceRequest = JSON.parse(process.argv[2] ?? '{}');
for (let number = 0; number < (request.times ?? 1); number += 1) {
  if (request.sweepFolder !== undefined) {
    const swept = await sweepScratch(request.sweepFolder);
    if (swept.length > 0) print({ type: 'swept', swept });
  }
  await renderOnce(request, request.outputPath.replace('#', String(number)));
}
