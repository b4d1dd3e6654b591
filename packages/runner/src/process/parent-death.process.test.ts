import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sweepScratch } from '../output/sweep-scratch.ts';
import { works } from '../testing/capability.ts';
import { isRunning } from '../testing/is-running.ts';
import { standIn } from '../testing/stand-in.ts';
import { renderOnceArgv, startRenderOnce } from '../testing/start-render-once.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testClip } from '../testing/test-clip.ts';
import { locateProgram } from './locate-program.ts';
import { protections } from './protections.ts';

const endless = { inputArguments: ['-re', '-stream_loop', '-1'], seconds: 3600 };

/** A search path with the given programs and no others. */
async function searchPath(folder: string, names: readonly string[]): Promise<string> {
  const path = join(folder, 'bin');
  await mkdir(path);
  for (const name of names) {
    const target = await locateProgram(name);
    if (target !== null) await symlink(target, join(path, name));
  }
  return path;
}

/** Kills the process that renders, and expects that its ffmpeg dies of it and that nothing is left to publish. */
async function expectDeathWithParent(
  folder: string,
  ffmpegPath: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const request = {
    inputPath: await testClip(),
    outputPath: join(folder, 'out.mp4'),
    command: endless,
    ffmpegPath,
  };
  await using started = startRenderOnce(renderOnceArgv(request), env);
  const { pid = 0 } = await started.line('started');
  await started.line('progress');
  expect(await isRunning(pid)).toBe(true);
  started.process.kill('SIGKILL');
  await expect.poll(() => isRunning(pid)).toBe(false);
  await started.ended;
  await sweepScratch(folder);
  expect((await readdir(folder)).filter(name => name !== 'bin')).toEqual([]);
}

describe.skipIf(process.platform === 'win32')('When this process is killed, so is', () => {
  test.skipIf(!works('setpriv', '--pdeathsig', 'KILL', 'true'))(
    'an ffmpeg that runs under setpriv.',
    async () => {
      await using folder = await temporaryFolder();
      const path = await locateProgram('ffmpeg');
      await expectDeathWithParent(folder.path, path ?? '', process.env);
    },
  );

  test('an ffmpeg that has a watchdog because there is no setpriv, and no prlimit or nice either.', async () => {
    await using folder = await temporaryFolder();
    const PATH = await searchPath(folder.path, ['sh', 'true', 'ffmpeg', 'ffprobe']);
    await expectDeathWithParent(folder.path, join(PATH, 'ffmpeg'), { ...process.env, PATH });
  });

  test('one that has a watchdog and ignores SIGTERM.', async () => {
    await using folder = await temporaryFolder();
    const PATH = await searchPath(folder.path, ['sh', 'true', 'sleep', 'prlimit', 'nice']);
    await expectDeathWithParent(folder.path, standIn('ignores-sigterm').path, { ...process.env, PATH });
  });
});

describe.skipIf(process.platform === 'win32')('Under a watchdog', () => {
  test('a render ends as it does without, and the watchdog ends with it.', async () => {
    await using folder = await temporaryFolder();
    const PATH = await searchPath(folder.path, ['sh', 'true', 'ffmpeg', 'ffprobe', 'nice']);
    const request = { inputPath: await testClip(), outputPath: join(folder.path, 'out.mp4') };
    await using started = startRenderOnce(renderOnceArgv(request), { ...process.env, PATH });
    const { pid = 0 } = await started.line('started');
    expect(await started.line('result')).toMatchObject({ cpuSampled: false });
    await expect.poll(() => groupExists(pid)).toBe(false);
  });
});

test('The protections of this machine are named by their paths, and one of them ends orphans.', async () => {
  const found = await protections();
  expect(await protections()).toBe(found);
  expect([found.setpriv, found.watchdog].filter(path => path !== null)).toHaveLength(found.jobObject ? 0 : 1);
});

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
