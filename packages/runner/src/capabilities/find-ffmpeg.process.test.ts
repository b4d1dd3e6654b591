import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { standIn } from '../testing/stand-in.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

test('The ffmpeg of the search path is found with its probe, and what it can do is read.', async () => {
  const ffmpeg = await findFfmpeg();
  expect(ffmpeg.version).toMatch(/\d/);
  for (const filter of ['hflip', 'scale', 'overlay', 'testsrc2', 'aresample'])
    expect(ffmpeg.filters).toContain(filter);
  expect(ffmpeg.encoders).toContain('aac');
  expect(ffmpeg.muxers).toContain('matroska');
  expect(ffmpeg.muxers).toContain('mp4');
});

test('What a binary can do is read once.', async () => {
  const [one, two] = await Promise.all([findFfmpeg(), findFfmpeg()]);
  expect(two).toBe(one);
  expect(await findFfmpeg({ path: one.path })).toBe(one);
});

test('A caller who calls off its search does not spoil that of another one.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'ffmpeg');
  await writeFile(path, '#!/bin/sh\necho "ffmpeg version 6.0"\n', { mode: 0o755 });
  await copyFile(path, join(folder.path, 'ffprobe'));
  const reason = new Error('enough');
  const [one, two] = await Promise.allSettled([
    findFfmpeg({ path, signal: AbortSignal.abort(reason) }),
    findFfmpeg({ path }),
  ]);
  expect(one).toMatchObject({ status: 'rejected', reason: { code: 'RUNNER_CANCELLED', cause: reason } });
  expect(two).toMatchObject({ status: 'fulfilled', value: { version: '6.0' } });
});

test('A binary that is replaced is read again.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'ffmpeg');
  const script = (version: string) => `#!/bin/sh\necho "ffmpeg version ${version}"\n`;
  await writeFile(path, script('6.0'), { mode: 0o755 });
  await copyFile(path, join(folder.path, 'ffprobe'));
  expect((await findFfmpeg({ path })).version).toBe('6.0');
  await writeFile(path, script('7.0.1'));
  expect((await findFfmpeg({ path })).version).toBe('7.0.1');
});

test.each([
  ['nothing of that name', '/nonexistent/ffmpeg'],
  ['a program that is something else', standIn('is-not-ffmpeg').path],
])('%s is reported with how to get one.', async (_, path) => {
  await expect(findFfmpeg({ path })).rejects.toMatchObject({
    code: 'RUNNER_FFMPEG_MISSING',
    retry: { kind: 'never' },
    message: expect.stringContaining('VARIEGATE_FFMPEG'),
  });
});

test('An ffmpeg that is too old is refused with its version, the one that is needed, and how to get one.', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'ffmpeg');
  await writeFile(path, '#!/bin/sh\necho "ffmpeg version 4.4.2-0ubuntu0.22.04.1"\n', { mode: 0o755 });
  await copyFile(path, join(folder.path, 'ffprobe'));
  await expect(findFfmpeg({ path })).rejects.toMatchObject({
    code: 'RUNNER_FFMPEG_TOO_OLD',
    retry: { kind: 'never' },
    message: expect.stringMatching(
      /^ffmpeg 4\.4\.2-\S+ at ".+" is too old: 5\.1 or later.*ffmpeg\.org.*VARIEGATE_FFMPEG/,
    ),
  });
});

test('An empty search path has no ffmpeg, and VARIEGATE_FFMPEG names one.', async () => {
  await expect(findFfmpeg({ env: { PATH: '' } })).rejects.toMatchObject({ code: 'RUNNER_FFMPEG_MISSING' });
  const { path } = await findFfmpeg();
  expect((await findFfmpeg({ env: { PATH: '', VARIEGATE_FFMPEG: path } })).path).toBe(path);
});
