import { copyFile, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from './capabilities/find-ffmpeg.ts';
import { openInput } from './input/open-input.ts';
import { writeFileAtomically } from './output/write-file-atomically.ts';
import { render } from './render.ts';
import type { RenderOptions } from './rendering.ts';
import { type ExampleCommand, exampleCommand } from './testing/example-command.ts';
import { isRunning } from './testing/is-running.ts';
import { canMount, remount, smallFileSystem } from './testing/small-file-system.ts';
import { standIn } from './testing/stand-in.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';
import { verifyFrames } from './testing/verify-frames.ts';

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

  test('terminated from outside, it has failed, though ffmpeg itself finished its file.', async () => {
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

  test('that is full already rejects with that reason when a file is written.', async () => {
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

describe('The message of a failure names the output, not the scratch file', () => {
  async function failing(options: Partial<RenderOptions<unknown>>) {
    await using folder = await temporaryFolder();
    const outputPath = join(folder.path, 'out.mp4');
    const { outcome } = await disturbed(outputPath, () => {}, options);
    return { message: outcome.status === 'rejected' ? String(outcome.reason.message) : null, outputPath };
  }

  test.skipIf(process.platform === 'win32')('where ffmpeg names it.', async () => {
    const ffmpeg = { ...(await findFfmpeg()), ...standIn('names-its-output') };
    const { message, outputPath } = await failing({ ffmpeg });
    expect(message).toContain(`Error opening output file ${outputPath}.`);
  });

  test('where whoever looks at the finished file names it.', async () => {
    const { message, outputPath } = await failing({
      verify: async file => {
        throw new Error(`"${file}" is not what was asked for.`);
      },
    });
    expect(message).toBe(`"${outputPath}" is not what was asked for.`);
  });
});
