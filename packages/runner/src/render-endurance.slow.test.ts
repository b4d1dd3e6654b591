import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openInput } from './input/open-input.ts';
import { locateProgram } from './process/locate-program.ts';
import type { ProgramPaths } from './process/run-tool.ts';
import { render } from './render.ts';
import { exampleCommand } from './testing/example-command.ts';
import { standIn } from './testing/stand-in.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';
import { verifyFrames } from './testing/verify-frames.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function renderOne(
  ffmpeg: ProgramPaths,
  outputPath: string,
  frames: number | null = null,
): Promise<void> {
  await using input = await openInput(await testClip(), 'video');
  await using rendering = render(exampleCommand(), {
    ...{ ffmpeg, inputs: [input], resolveFile: (reference: string) => reference, outputPath, replace: true },
    verify: async path => (frames === null ? null : await verifyFrames(path, frames)),
  });
  for await (const _ of rendering.events);
  await rendering.result;
}

test.skipIf(process.platform !== 'linux')(
  '3,000 renders leave descriptors, memory and scratch files where they were.',
  async () => {
    await using folder = await temporaryFolder();
    const outputPath = join(folder.path, 'out.mp4');
    const batch = async (count: number) => {
      for (let done = 0; done < count; done += 4) {
        const paths = [0, 1, 2, 3].map(index => `${outputPath}.${index}`);
        await Promise.all(paths.map(path => renderOne(standIn('succeeds'), path)));
      }
      collectGarbage();
    };
    const descriptors = async () => (await readdir('/proc/self/fd')).length;
    await batch(1000); // caches and the heap's first growth
    const before = { descriptors: await descriptors(), heap: process.memoryUsage().heapUsed };
    await batch(2000);
    const after = { descriptors: await descriptors(), heap: process.memoryUsage().heapUsed };
    expect(after.descriptors).toBe(before.descriptors);
    // A leak of 1 kB a render would be 4 MB.
    expect(after.heap - before.heap).toBeLessThan(4_000_000);
    await rm(outputPath, { force: true });
    expect((await readdir(folder.path)).filter(name => name.startsWith('.tmp-'))).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'Under every limit of memory a render either is whole or says that memory ran out.',
  async () => {
    await using folder = await temporaryFolder();
    const real = await locateProgram('ffmpeg');
    const outcomes: string[] = [];
    for (let limit = 120_000; limit <= 440_000; limit += 10_000) {
      const path = join(folder.path, 'ffmpeg');
      await writeFile(path, `#!/bin/sh\nulimit -v ${limit}\nexec ${real} "$@"\n`, { mode: 0o755 });
      const outputPath = join(folder.path, 'out.mp4');
      const [outcome] = await Promise.allSettled([renderOne({ path, probePath: path }, outputPath, 25)]);
      outcomes.push(outcome.status === 'fulfilled' ? 'whole' : outcome.reason.code);
      expect(await readdir(folder.path)).toHaveLength(outcome.status === 'fulfilled' ? 2 : 1);
      await rm(outputPath, { force: true });
    }
    expect(new Set(outcomes)).toEqual(new Set(['whole', 'RUNNER_OUT_OF_MEMORY']));
  },
);
