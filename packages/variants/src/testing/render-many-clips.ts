import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';
import { expect } from 'vitest';
import { createVariantsBatch } from '../index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Memory in use after everything unreachable is gone, in bytes. */
function usedBytes(): number {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Renders a variant of each of so many clips of half a second, and fails unless they add up and memory stays as it was. */
export async function renderManyClips(clips: number): Promise<void> {
  await using folder = await temporaryFolder();
  const input = path.join(folder.path, 'in');
  await mkdir(input);
  // One encode, cut at every key frame: the frame numbers in the picture make each clip another one.
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', `testsrc2=duration=${clips / 2}:size=96x72:rate=10`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '5', '-sc_threshold', '0'],
    ...['-f', 'segment', '-segment_time', '0.5', '-reset_timestamps', '1', path.join(input, '%04d.mp4')],
  ]);
  expect(await readdir(input)).toHaveLength(clips);

  const used: number[] = [];
  let made = 0;
  const summary = await createVariantsBatch({
    inputs: [input],
    outDir: path.join(folder.path, 'out'),
    count: 1,
    only: ['colour', 'encoding'],
    preset: 'ultrafast',
    measure: 'off',
    onEvent({ type }) {
      if (type !== 'variant-succeeded') return;
      made += 1;
      if (made % (clips / 5) === 0) used.push(usedBytes());
    },
  });
  expect(summary).toMatchObject({ requested: clips, succeeded: clips, failed: 0, resultsError: null });
  const rate = clips / summary.wallSeconds;
  process.stdout.write(`${rate.toFixed(2)} renders a second, ${summary.workers} at a time\n`);
  const [first = 0, last = 0] = [used[0], used.at(-1)];
  // The rows of the variants, which the summary lists, are some of it.
  expect(last - first, `${used}`).toBeLessThan(3_000_000 + 3_000 * clips);
}
