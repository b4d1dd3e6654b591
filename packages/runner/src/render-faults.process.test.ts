import { copyFile, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from './capabilities/find-ffmpeg.ts';
import { openInput } from './input/open-input.ts';
import { sweepScratch } from './output/sweep-scratch.ts';
import { writeFileAtomically } from './output/write-file-atomically.ts';
import { render } from './render.ts';
import type { RenderOptions } from './rendering.ts';
import { type ExampleCommand, exampleCommand } from './testing/example-command.ts';
import { canInjectFaults, oneFileThread, withFault } from './testing/inject-fault.ts';
import { canMount, remount, smallFileSystem } from './testing/small-file-system.ts';
import { standIn } from './testing/stand-in.ts';
import { renderOnceArgv, startRenderOnce } from './testing/start-render-once.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';
import { verifyFrames } from './testing/verify-frames.ts';
import { isRunning } from './testing/wait-until.ts';

const endless = { inputArguments: ['-re', '-stream_loop', '-1'], seconds: 3600 };

/** Renders with the real ffmpeg, does something to it once it runs, and returns how it ended. */
async function disturbed(
  outputPath: string,
  disturb: (pid: number) => unknown,
  options: Partial<RenderOptions<unknown>> & {
    readonly command?: ExampleCommand;
    readonly inputPath?: string;
  } = {},
) {
  const { command, inputPath, ...rest } = options;
  await using input = await openInput(inputPath ?? (await testClip()), 'video');
  await using rendering = render(exampleCommand(command), {
    ffmpeg: await findFfmpeg(),
    inputs: [input],
    resolveFile: reference => reference,
    outputPath,
    replace: false,
    verify: async () => null,
    ...rest,
  });
  let pid = 0;
  let disturbing = false;
  for await (const event of rendering.events) {
    if (event.type === 'started') pid = event.pid;
    if (event.type === 'progress' && !disturbing) {
      disturbing = true;
      await disturb(pid);
    }
  }
  const [outcome] = await Promise.allSettled([rendering.result]);
  return { outcome, pid };
}

describe.skipIf(process.platform === 'win32')('An ffmpeg that meets a fault from outside:', () => {
  test('killed, it is taken for a victim of its memory, and nothing is published.', async () => {
    await using folder = await temporaryFolder();
    const { outcome } = await disturbed(join(folder.path, 'out.mp4'), pid => process.kill(pid, 'SIGKILL'), {
      command: endless,
    });
    expect(outcome).toMatchObject({
      reason: {
        code: 'RUNNER_OUT_OF_MEMORY',
        retry: { kind: 'more-memory', atMost: 2 },
        peakMemoryBytes: expect.any(Number),
      },
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('terminated by somebody else, it has failed, though ffmpeg itself finished its file.', async () => {
    await using folder = await temporaryFolder();
    const { outcome } = await disturbed(join(folder.path, 'out.mp4'), pid => process.kill(pid, 'SIGTERM'), {
      command: endless,
    });
    expect(outcome).toMatchObject({ reason: { code: 'RUNNER_FAILED', retry: { kind: 'now', atMost: 1 } } });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('stopped in its tracks, it has stalled, and is killed although it cannot answer SIGTERM.', async () => {
    await using folder = await temporaryFolder();
    const { outcome, pid } = await disturbed(
      join(folder.path, 'out.mp4'),
      id => process.kill(id, 'SIGSTOP'),
      {
        command: endless,
        stallMs: 1500,
      },
    );
    expect(outcome).toMatchObject({ reason: { code: 'RUNNER_STALLED', retry: { kind: 'now', atMost: 1 } } });
    expect(await isRunning(pid)).toBe(false);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('its input cut short while it reads, it ends well, and only verification keeps the file back.', async () => {
    await using folder = await temporaryFolder();
    const inputPath = join(folder.path, 'in.mkv');
    await copyFile(await testClip({ seconds: 4, ending: 'mkv', size: '640x480' }), inputPath);
    const command = { inputArguments: ['-re'], seconds: 4 };
    const { outcome } = await disturbed(join(folder.path, 'out.mp4'), () => truncate(inputPath, 100_000), {
      command,
      inputPath,
      verify: path => verifyFrames(path, exampleCommand(command).expected.frameCount),
    });
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: /frames/ } });
    expect(await readdir(folder.path)).toEqual(['in.mkv']);
  });
});

describe.skipIf(!canMount)('A file system', () => {
  test.each(['mp4', 'matroska', 'mpegts'])(
    'that runs full under %s is found out, whatever ffmpeg exits with.',
    async muxer => {
      await using folder = await smallFileSystem('200k');
      const { outcome } = await disturbed(join(folder.path, 'out'), () => {}, {
        inputPath: await testClip({ seconds: 4 }),
        command: { muxer, seconds: 4, encoder: ['-c:v', 'mpeg4', '-q:v', '1'] },
      });
      expect(outcome).toMatchObject({ reason: { code: 'RUNNER_NO_SPACE', retry: { kind: 'when-space' } } });
      expect(await readdir(folder.path)).toEqual([]);
    },
  );

  test('that is full already says so to whoever writes a file.', async () => {
    await using folder = await smallFileSystem('64k');
    await expect(writeFileAtomically(join(folder.path, 'big'), Buffer.alloc(100_000))).rejects.toMatchObject({
      code: 'RUNNER_NO_SPACE',
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('that is read-only is unwritable, not worth another try.', async () => {
    await using folder = await smallFileSystem('200k');
    remount(folder.path, 'ro');
    const { outcome } = await disturbed(join(folder.path, 'out.mp4'), () => {});
    expect(outcome).toMatchObject({ reason: { code: 'RUNNER_OUTPUT_UNWRITABLE', retry: { kind: 'never' } } });
  });
});

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
});

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
