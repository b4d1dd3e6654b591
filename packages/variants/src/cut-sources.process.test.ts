import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVariantsBatch } from './library/create-variants-batch.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cut-sources-'));
  const sources = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=160x120:rate=25:duration=4',
    '-f',
    'lavfi',
    '-i',
    'sine=duration=4',
  ];
  ffmpeg([...sources, ...['-c:v', 'libx264', '-bf', '3', '-c:a', 'aac', join(folder, 'whole.mp4')]]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function ffmpeg(args: readonly string[]): void {
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
}

test('Sources that were cut without decoding, at key frames or between them, become variants.', async () => {
  const inputs = ['mp4', 'mkv', 'ts'].flatMap(ending =>
    ['0', '0.7'].map(start => {
      const path = join(folder, `from-${start}.${ending}`);
      ffmpeg(['-ss', start, '-i', join(folder, 'whole.mp4'), '-t', '1.3', '-c', 'copy', path]);
      return path;
    }),
  );
  const summary = await createVariantsBatch({
    inputs,
    outDir: join(folder, 'out'),
    count: 1,
    preset: 'ultrafast',
  });
  expect(summary.variants?.map(({ source, error }) => ({ source, error }))).toEqual(
    summary.variants?.map(({ source }) => ({ source, error: null })),
  );
  expect(summary).toMatchObject({ requested: 6, succeeded: 6, failed: 0 });
});
