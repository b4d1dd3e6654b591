import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from '../capabilities/find-ffmpeg.ts';
import { runTool } from '../process/run-tool.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testClip } from '../testing/test-clip.ts';
import { inputArguments } from './input-arguments.ts';
import { openInput } from './open-input.ts';

const posixOnly = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

async function refusal(path: string, options = {}) {
  const [outcome] = await Promise.allSettled([openInput(path, 'video', options)]);
  return outcome.status === 'rejected' ? outcome.reason : null;
}

describe('An input that cannot be one is refused with its reason:', () => {
  test('a path that leads nowhere.', async () => {
    expect(await refusal('/nonexistent/clip.mp4')).toMatchObject({
      code: 'RUNNER_INPUT_UNUSABLE',
      retry: { kind: 'never' },
      reason: 'missing',
      message: 'The input "/nonexistent/clip.mp4" does not exist.',
    });
  });

  test('a folder, and an empty file.', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'folder.mp4'));
    await writeFile(join(folder.path, 'empty.mp4'), '');
    expect(await refusal(join(folder.path, 'folder.mp4'))).toMatchObject({ reason: 'directory' });
    expect(await refusal(join(folder.path, 'empty.mp4'))).toMatchObject({ reason: 'empty' });
  });

  test.skipIf(posixOnly)('a FIFO that nobody writes to, at once; a device.', async () => {
    await using folder = await temporaryFolder();
    const fifo = join(folder.path, 'fifo.mp4');
    execFileSync('mkfifo', [fifo]);
    expect(await refusal(fifo)).toMatchObject({ reason: 'not-a-file' });
    expect(await refusal('/dev/zero')).toMatchObject({ reason: 'not-a-file' });
  });

  test.skipIf(posixOnly)('a symbolic link, where links are not wanted; a link in a circle.', async () => {
    await using folder = await temporaryFolder();
    const link = join(folder.path, 'link.mp4');
    await symlink(await testClip(), link);
    await symlink('circle.mp4', join(folder.path, 'circle.mp4'));
    expect(await refusal(link, { followSymlink: false })).toMatchObject({ reason: 'not-a-file' });
    expect(await refusal(join(folder.path, 'circle.mp4'))).toMatchObject({ reason: 'not-a-file' });
    await using input = await openInput(link, 'video');
    expect(input.sizeBytes).toBeGreaterThan(0);
  });

  test.skipIf(posixOnly || isRoot)('a file that may not be read.', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'secret.mp4');
    await writeFile(path, 'x');
    await chmod(path, 0);
    expect(await refusal(path)).toMatchObject({ reason: 'permission' });
  });
});

describe.skipIf(process.platform !== 'linux')('An open input', () => {
  async function durationOf(input: Awaited<ReturnType<typeof openInput>>): Promise<number> {
    const { stdout, failure } = await runTool({
      program: 'ffprobe',
      ffmpeg: await findFfmpeg(),
      arguments: [...inputArguments('video'), '-of', 'json', '-show_format', '-i', input.ffmpegUrl],
      inputs: [input],
      timeoutMs: 300_000,
    });
    if (failure !== null) throw failure;
    return Number(JSON.parse(stdout).format.duration);
  }

  test('stays the file that was checked when its path is swapped for another one.', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'clip.mp4');
    await symlink(await testClip({ seconds: 1 }), path);
    await using input = await openInput(path, 'video');
    await symlink(await testClip({ seconds: 2 }), `${path}.new`);
    await rename(`${path}.new`, path);
    expect(await durationOf(input)).toBe(1);
  });

  test('can be read by several programs at once.', async () => {
    await using input = await openInput(await testClip({ seconds: 2 }), 'video');
    expect(await Promise.all([durationOf(input), durationOf(input), durationOf(input)])).toEqual([2, 2, 2]);
  });

  test('gives its descriptor back when it is closed, and when it is refused.', async () => {
    await using folder = await temporaryFolder();
    const clip = await testClip();
    const descriptors = async () => (await readdir('/proc/self/fd')).length;
    const before = await descriptors();
    for (let i = 0; i < 100; i += 1) {
      await using _ = await openInput(clip, 'video');
      await refusal(folder.path);
    }
    expect(await descriptors()).toBe(before);
  });

  test('that is cut short while it is open is no danger to the reader.', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'clip.mp4');
    await writeFile(path, Buffer.alloc(100_000, 1));
    await using input = await openInput(path, 'video');
    await truncate(path, 0);
    await expect(durationOf(input)).rejects.toMatchObject({ code: 'RUNNER_INPUT_INVALID' });
  });
});
