import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { works } from '../testing/capability.ts';
import { standIn } from '../testing/stand-in.ts';
import { renderOnceArgv, startRenderOnce } from '../testing/start-render-once.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testClip } from '../testing/test-clip.ts';
import { ownIdentity } from './process-identity.ts';
import { leaseName, scratchName } from './scratch-name.ts';
import { sweepScratch } from './sweep-scratch.ts';

const ownNamespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];

async function put(folder: string, name: string, ageSeconds: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, 'x');
  const time = Date.now() / 1000 - ageSeconds;
  await utimes(path, time, time);
  return path;
}

test('Scratch of a machine that has been silent for ten minutes and twelve seconds more is swept with its lease.', async () => {
  await using folder = await temporaryFolder();
  const silent = { ...(await ownIdentity()), host: '00000000' };
  const names = [scratchName(silent), leaseName(silent)];
  for (const name of names) await put(folder.path, name, 601);
  expect((await sweepScratch(folder.path)).toSorted()).toEqual(names.toSorted());
  expect(await readdir(folder.path)).toEqual([]);
});

test('Scratch of a living machine survives a clock that jumps by an hour, because its lease is touched before the second look.', async () => {
  await using folder = await temporaryFolder();
  const living = { ...(await ownIdentity()), host: '00000000' };
  await put(folder.path, scratchName(living), 3600);
  const lease = await put(folder.path, leaseName(living), 3600);
  const sweeping = sweepScratch(folder.path);
  await delay(5000);
  await writeFile(lease, '.');
  expect(await sweeping).toEqual([]);
  expect(await readdir(folder.path)).toHaveLength(2);
});

test.skipIf(!works('unshare', ...ownNamespace.slice(1), 'true'))(
  'Writers in three pid namespaces on one folder, some of them killed, never sweep what another one is writing.',
  async () => {
    await using folder = await temporaryFolder();
    const inputPath = await testClip();
    const writer = (name: string, times: number) =>
      startRenderOnce([
        ...ownNamespace,
        ...renderOnceArgv({
          ...{ ffmpegPath: standIn('succeeds').path, inputPath, times, sweepFolder: folder.path },
          outputPath: join(folder.path, `${name}-#.mp4`),
        }),
      ]);
    await using first = writer('first', 60);
    await using second = writer('second', 60);
    for (let round = 0; round < 8; round += 1) {
      await using killed = writer(`killed-${round}`, 1000);
      await killed.line('started');
      await delay(50 * round);
      killed.process.kill('SIGKILL');
    }
    for (const survivor of [first, second]) {
      const { lines } = await survivor.ended;
      expect(lines.filter(line => line.type === 'error')).toEqual([]);
      expect(lines.filter(line => line.type === 'swept')).toEqual([]);
      expect(lines.filter(line => line.type === 'result')).toHaveLength(60);
    }
    const names = await readdir(folder.path);
    expect(names.filter(name => /^(?:first|second)-/.test(name))).toHaveLength(120);
  },
);
