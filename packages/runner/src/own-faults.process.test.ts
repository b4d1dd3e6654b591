import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweepScratch } from './output/sweep-scratch.ts';
import { standIn } from './testing/stand-in.ts';
import { renderOnceArgv, startRenderOnce } from './testing/start-render-once.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';

describe.skipIf(process.platform === 'win32')('This process', () => {
  test.each([0, 2, 5, 8, 14])('with %i free descriptors renders, or says what it lacks.', async free => {
    await using folder = await temporaryFolder();
    const request = {
      ...{ ffmpegPath: standIn('succeeds').path, inputPath: await testClip() },
      ...{ outputPath: join(folder.path, 'out.mp4'), freeDescriptors: free },
    };
    await using started = startRenderOnce([
      'sh',
      '-c',
      'ulimit -n 100; exec "$@"',
      'sh',
      ...renderOnceArgv(request),
    ]);
    const { lines, stderr } = await started.ended;
    const last = lines.at(-1);
    if (last?.type === 'result') {
      expect(await readdir(folder.path)).toEqual(['out.mp4']);
    } else {
      expect({ last, stderr }).toMatchObject({
        last: { type: 'error', code: 'RUNNER_TOO_MANY_FILES', retry: { kind: 'after', afterMs: 1000 } },
      });
      expect(await readdir(folder.path)).not.toContain('out.mp4');
      await sweepScratch(folder.path);
      expect(await readdir(folder.path)).toEqual([]);
    }
    if (free < 4) expect(last?.type).toBe('error');
  });

  test('suspended for longer than the stall limit does not blame ffmpeg when it wakes up.', async () => {
    await using folder = await temporaryFolder();
    const request = {
      ...{
        inputPath: await testClip({ seconds: 4 }),
        outputPath: join(folder.path, 'out.mp4'),
        stallMs: 1200,
      },
      command: { inputArguments: ['-re'], seconds: 4 },
    };
    await using started = startRenderOnce(renderOnceArgv(request));
    await started.line('progress');
    started.process.kill('SIGSTOP');
    await new Promise(resolve => setTimeout(resolve, 2500));
    started.process.kill('SIGCONT');
    expect(await started.line('result')).toMatchObject({ type: 'result' });
  });

  test('whose clock jumps by an hour notices nothing.', async () => {
    await using folder = await temporaryFolder();
    const request = {
      ...{
        inputPath: await testClip({ seconds: 2 }),
        outputPath: join(folder.path, 'out.mp4'),
        stallMs: 1500,
      },
      ...{ command: { inputArguments: ['-re'], seconds: 2 }, clockJumpMs: 3_600_000 },
    };
    await using started = startRenderOnce(renderOnceArgv(request));
    expect(await started.line('result')).toMatchObject({ type: 'result' });
  });
});
