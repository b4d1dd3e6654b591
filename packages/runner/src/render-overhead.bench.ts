/**
 * Measures what the runner adds to a process, protections included: `node packages/runner/src/render-overhead.bench.ts`.
 * The process is a stand-in that ends at once. Bare and wrapped starts take turns; figures mean something on a quiet
 * machine only, so the load is printed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { join } from 'node:path';
import { openInput } from './input/open-input.ts';
import { render } from './render.ts';
import { exampleCommand } from './testing/example-command.ts';
import { standIn } from './testing/stand-in.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';

const pairs = 60;

async function wrapped(outputPath: string): Promise<void> {
  await using input = await openInput(await testClip(), 'video');
  await using rendering = render(exampleCommand(), {
    ffmpeg: standIn('succeeds'),
    inputs: [input],
    resolveFile: reference => reference,
    outputPath,
    replace: true,
    verify: async () => null,
  });
  for await (const _ of rendering.events);
  await rendering.result;
}

async function bare(outputPath: string): Promise<void> {
  const stdio = ['ignore', 'ignore', 'ignore', 'ignore'] as const;
  await once(spawn(standIn('succeeds').path, [outputPath], { stdio: [...stdio] }), 'close');
}

async function millisecondsOf(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

await using folder = await temporaryFolder();
const added: number[] = [];
for (let pair = 0; pair < pairs; pair++) {
  const alone = await millisecondsOf(() => bare(join(folder.path, 'bare')));
  added.push((await millisecondsOf(() => wrapped(join(folder.path, 'wrapped')))) - alone);
}
const [lower, median, upper] = [0.25, 0.5, 0.75].map(share => quantile(added, share).toFixed(1));
process.stdout.write(`load ${os.loadavg()[0]?.toFixed(2)}\n`);
process.stdout.write(
  `added to a process: median ${median} ms (quartiles ${lower} and ${upper}) over ${pairs} pairs\n`,
);
