import { mkdir, readdir, readFile, realpath, rename, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSwapping } from '../testing/start-swapping.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openOutputFolder } from './open-output-folder.ts';

async function rootAndOutside() {
  const folder = await temporaryFolder();
  const path = await realpath(folder.path);
  const [root, outside] = [join(path, 'root'), join(path, 'outside')];
  for (const place of [root, outside]) await mkdir(place);
  return { root, outside, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

async function refusal(path: string, root: string) {
  const [outcome] = await Promise.allSettled([openOutputFolder(path, { root })]);
  return outcome.status === 'rejected' ? outcome.reason : null;
}

describe('An output folder that must lie under a root', () => {
  test('is made as deep as requested, and opened when it exists.', async () => {
    await using places = await rootAndOutside();
    const { root } = places;
    for (let time = 0; time < 2; time += 1) {
      await using folder = await openOutputFolder(join(root, 'a', 'b', 'c'), { root });
      expect(folder.path).toBe(join(root, 'a', 'b', 'c'));
      expect(await folder.isInPlace()).toBe(true);
      await writeFile(join(folder.path, 'out.mp4'), 'x');
    }
    expect(await readdir(join(root, 'a', 'b', 'c'))).toEqual(['out.mp4']);
  });

  test('may be the root itself, and the root may have another name.', async () => {
    await using places = await rootAndOutside();
    const { root, outside } = places;
    const otherName = join(outside, 'other-name');
    await symlink(root, otherName, 'junction');
    await using itself = await openOutputFolder(root, { root });
    await using deeper = await openOutputFolder(join(otherName, 'a'), { root: otherName });
    await using same = await openOutputFolder(join(root, 'a'), { root: otherName });
    expect([itself.path, deeper.path, same.path]).toEqual([root, join(root, 'a'), join(root, 'a')]);
  });

  test('is refused above and beside it and through a link, and nothing is made there.', async () => {
    await using places = await rootAndOutside();
    const { root, outside } = places;
    await symlink(outside, join(root, 'way-out'), 'junction');
    for (const path of [
      join(outside, 'a'),
      `${root}/../outside/a`,
      join(root, 'way-out', 'a'),
      join(root, 'way-out'),
    ]) {
      expect(await refusal(path, root)).toMatchObject({
        code: 'RUNNER_OUTPUT_OUTSIDE_ROOT',
        retry: { kind: 'never' },
        message: expect.stringContaining(resolve(path)),
      });
    }
    expect(await readdir(outside)).toEqual([]);
  });

  test('is unwritable where a file stands in its way, and where the root is missing.', async () => {
    await using places = await rootAndOutside();
    const { root } = places;
    await writeFile(join(root, 'file'), 'kept');
    expect(await refusal(join(root, 'file', 'a'), root)).toMatchObject({ code: 'RUNNER_OUTPUT_UNWRITABLE' });
    expect(await readFile(join(root, 'file'), 'utf8')).toBe('kept');
    const missing = join(root, 'missing');
    expect(await refusal(join(missing, 'a'), missing)).toMatchObject({ code: 'RUNNER_OUTPUT_UNWRITABLE' });
  });

  test('detects that a part of its path has been replaced since.', async () => {
    await using places = await rootAndOutside();
    const { root } = places;
    await using folder = await openOutputFolder(join(root, 'a', 'b'), { root });
    await rename(join(root, 'a'), join(root, 'moved'));
    await mkdir(join(root, 'a', 'b'), { recursive: true });
    // Only a descriptor knows which folder it was.
    expect(await folder.isInPlace()).toBe(process.platform !== 'linux');
    await rename(join(root, 'a'), join(root, 'gone'));
    expect(await folder.isInPlace()).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')(
    'is never made outside in thousands of tries while a folder on its way becomes a link and back.',
    async () => {
      await using places = await rootAndOutside();
      const { root, outside } = places;
      await mkdir(join(root, 'deep'));
      await using _ = await startSwapping(join(root, 'deep'), outside);
      const seen: Record<string, number> = {};
      for (let tries = 0; tries < 2000; tries += 1) {
        const [outcome] = await Promise.allSettled([
          openOutputFolder(join(root, 'deep', `${tries}`), { root }),
        ]);
        const kind = outcome.status === 'fulfilled' ? 'opened' : outcome.reason.code;
        if (outcome.status === 'fulfilled') await outcome.value[Symbol.asyncDispose]();
        seen[kind] = (seen[kind] ?? 0) + 1;
      }
      expect(await readdir(outside)).toEqual([]);
      expect(seen['opened']).toBeGreaterThan(0);
      expect(seen['RUNNER_OUTPUT_OUTSIDE_ROOT']).toBeGreaterThan(0);
    },
  );
});
