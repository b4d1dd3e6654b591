import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createVariants } from './index.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { watchedFfmpeg } from './testing/watched-ffmpeg.ts';

test.skipIf(process.platform !== 'linux')(
  'Processor time and peak memory of renders agree with the account of the operating system within 5 %.',
  async () => {
    await using folder = await temporaryFolder();
    const input = path.join(folder.path, 'clip.mp4');
    await promisify(execFile)('ffmpeg', [
      ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'testsrc2=duration=6:size=640x480:rate=25'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', input],
    ]);
    const ffmpeg = await watchedFfmpeg(folder.path);
    const summary = await createVariants({
      input,
      outDir: path.join(folder.path, 'out'),
      count: 2,
      preset: 'slow',
      maxWorkers: 1,
      measure: 'off',
      ffmpegPath: ffmpeg.path,
    });
    const variants = summary.variants ?? [];
    expect(summary).toMatchObject({ succeeded: 2 });
    expect(variants.some(({ cpuSampled }) => cpuSampled)).toBe(false);
    const accounts = await ffmpeg.accounts();
    expect(accounts).toHaveLength(2);

    // What ffmpeg takes to start and to end is not in its own figure; a render of one small frame is little else.
    await promisify(execFile)(ffmpeg.path, [
      ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'color=size=64x64:duration=0.04'],
      ...['-filter_complex', '[0:v]null', '-c:v', 'libx264', '-f', 'null', '-'],
    ]);
    const startAndEnd = Math.min(...(await ffmpeg.accounts()).map(account => account.cpuSeconds));
    const cpuSeconds = accounts.reduce((sum, account) => sum + account.cpuSeconds - startAndEnd, 0);
    process.stdout.write(
      `reported ${summary.renderCpuSeconds} s, accounted ${cpuSeconds.toFixed(2)} s, and ${startAndEnd} s for each start\n`,
    );
    expect(Math.abs(summary.renderCpuSeconds / cpuSeconds - 1)).toBeLessThan(0.05);
    const reported = variants.map(({ peakMemoryBytes }) => peakMemoryBytes ?? 0).toSorted((a, b) => a - b);
    const marked = accounts.map(({ peakMemoryBytes }) => peakMemoryBytes).toSorted((a, b) => a - b);
    for (const [place, bytes] of reported.entries()) {
      expect(Math.abs(bytes / (marked[place] ?? 0) - 1)).toBeLessThan(0.05);
    }
  },
);
