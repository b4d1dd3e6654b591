import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canInjectFaults, oneFileThread, withFault } from './testing/inject-fault.ts';
import { standIn } from './testing/stand-in.ts';
import { renderOnceArgv, startRenderOnce } from './testing/start-render-once.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';

describe.skipIf(!canInjectFaults)('At every call that makes a file durable or visible,', () => {
  const calls = [
    { call: 'fsync', when: 1, replace: false },
    { call: 'link', when: 1, replace: false },
    { call: 'unlink', when: 1, replace: false },
    { call: 'fsync', when: 2, replace: false },
    { call: 'fsync', when: 1, replace: true },
    { call: 'rename', when: 1, replace: true },
    { call: 'fsync', when: 2, replace: true },
  ];

  test.each(calls)(
    'a SIGKILL of this process ($call $when, replace: $replace) leaves nothing or everything, and the next run mends it.',
    async ({ call, when, replace }) => {
      await using folder = await temporaryFolder();
      const outputPath = join(folder.path, 'out.mp4');
      const argv = renderOnceArgv({
        ...{ ffmpegPath: standIn('succeeds').path, inputPath: await testClip(), outputPath, replace },
        sweepFolder: folder.path,
      });
      await using killed = startRenderOnce(
        withFault(`${call}:signal=KILL:when=${when}`, argv),
        oneFileThread,
      );
      const { lines } = await killed.ended;
      expect(lines.map(line => line.type)).toContain('verifying');
      expect(lines.map(line => line.type)).not.toContain('result');
      const published = (await readdir(folder.path)).includes('out.mp4');
      if (published) expect(await readFile(outputPath, 'utf8')).toBe('media');

      await using again = startRenderOnce(argv);
      const last = (await again.ended).lines.at(-1);
      if (published && !replace) expect(last).toMatchObject({ code: 'RUNNER_OUTPUT_EXISTS' });
      else expect(last).toMatchObject({ type: 'result' });
      expect(await readdir(folder.path)).toEqual(['out.mp4']);
      expect(await readFile(outputPath, 'utf8')).toBe('media');
    },
  );

  test.each([
    { call: 'fsync', when: 1, replace: false },
    { call: 'fsync', when: 2, replace: false },
    { call: 'rename', when: 1, replace: true },
  ])(
    'an EIO ($call $when, replace: $replace) fails a whole render that was verified, and leaves nothing.',
    async entry => {
      const { call, when, replace } = entry;
      await using folder = await temporaryFolder();
      const outputPath = join(folder.path, 'out.mp4');
      const argv = renderOnceArgv({
        ...{ ffmpegPath: standIn('succeeds').path, inputPath: await testClip(), outputPath, replace },
      });
      await using failed = startRenderOnce(withFault(`${call}:error=EIO:when=${when}`, argv), oneFileThread);
      const { lines } = await failed.ended;
      expect(lines.map(line => line.type)).toContain('verifying');
      expect(lines.at(-1)).toMatchObject({
        ...{
          type: 'error',
          code: 'RUNNER_STORAGE_FAILED',
          retry: { kind: 'after', afterMs: 1000, atMost: 2 },
        },
      });
      expect(await readdir(folder.path)).toEqual([]);
    },
  );
});
