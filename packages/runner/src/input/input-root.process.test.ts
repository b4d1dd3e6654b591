import { readSync } from 'node:fs';
import { link, mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSwapping } from '../testing/start-swapping.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openInput } from './open-input.ts';

/** A root with a clip in it, and a clip beside it. */
async function rootAndOutside() {
  const folder = await temporaryFolder();
  const path = await realpath(folder.path);
  const [root, outside] = [join(path, 'root'), join(path, 'outside')];
  for (const place of [root, outside]) {
    await mkdir(join(place, 'deep'), { recursive: true });
    await writeFile(join(place, 'clip.mp4'), place === root ? 'inside' : 'secret');
  }
  return { root, outside, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

function contentOf({ fd }: { readonly fd: number }): string {
  const bytes = Buffer.alloc(6);
  return bytes.subarray(0, readSync(fd, bytes, 0, 6, 0)).toString();
}

async function refusal(path: string, root: string) {
  const [outcome] = await Promise.allSettled([openInput(path, 'video', { root })]);
  return outcome.status === 'rejected' ? outcome.reason : null;
}

describe('An input that must lie under a root', () => {
  test('is opened where it does, under any name that the root has.', async () => {
    await using places = await rootAndOutside();
    const otherName = join(places.outside, 'other-name');
    await symlink(places.root, otherName, 'junction');
    for (const root of [places.root, otherName]) {
      for (const path of [join(places.root, 'clip.mp4'), join(root, 'deep', '..', 'clip.mp4')]) {
        await using input = await openInput(path, 'video', { root });
        expect(contentOf(input)).toBe('inside');
      }
    }
  });

  test('is refused above and beside it, without revealing whether such a file exists.', async () => {
    await using places = await rootAndOutside();
    const { root, outside } = places;
    for (const name of ['clip.mp4', 'missing.mp4', 'deep']) {
      for (const path of [join(outside, name), `${root}/../outside/${name}`]) {
        expect(await refusal(path, root)).toMatchObject({
          code: 'RUNNER_INPUT_UNUSABLE',
          reason: 'outside-root',
          retry: { kind: 'never' },
          message: expect.stringContaining('is not under the folder that inputs may come from'),
        });
      }
    }
  });

  test('is refused as the root itself, and as a folder in it.', async () => {
    await using places = await rootAndOutside();
    const { root } = places;
    expect(await refusal(root, root)).toMatchObject({ reason: 'outside-root' });
    expect(await refusal(join(root, 'deep'), root)).toMatchObject({ reason: 'directory' });
    expect(await refusal(join(root, 'missing.mp4'), root)).toMatchObject({ reason: 'missing' });
  });

  test.skipIf(process.platform === 'win32')(
    'is refused as a link, through a link that leaves the root, and with a second name.',
    async () => {
      await using places = await rootAndOutside();
      const { root, outside } = places;
      await symlink(join(root, 'clip.mp4'), join(root, 'link.mp4'));
      await symlink(outside, join(root, 'way-out'));
      await link(join(outside, 'clip.mp4'), join(root, 'second-name.mp4'));
      expect(await refusal(join(root, 'link.mp4'), root)).toMatchObject({ reason: 'not-a-file' });
      expect(await refusal(join(root, 'way-out', 'clip.mp4'), root)).toMatchObject({
        reason: 'outside-root',
      });
      expect(await refusal(join(root, 'second-name.mp4'), root)).toMatchObject({ reason: 'several-names' });
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'is never one outside in thousands of tries while a folder on its way becomes a link and back.',
    async () => {
      await using places = await rootAndOutside();
      const { root, outside } = places;
      const path = join(root, 'deep', 'clip.mp4');
      await writeFile(path, 'inside');
      await using _ = await startSwapping(join(root, 'deep'), outside);
      const seen: Record<string, number> = {};
      for (let tries = 0; tries < 5000; tries += 1) {
        const [outcome] = await Promise.allSettled([openInput(path, 'video', { root })]);
        let kind: string;
        if (outcome.status === 'fulfilled') {
          await using input = outcome.value;
          kind = contentOf(input);
        } else kind = outcome.reason.reason ?? outcome.reason;
        seen[kind] = (seen[kind] ?? 0) + 1;
      }
      expect(seen).not.toHaveProperty('secret');
      expect(Object.keys(seen).filter(kind => !['inside', 'outside-root', 'missing'].includes(kind))).toEqual(
        [],
      );
      // Unless the link was met, nothing was shown.
      expect(seen['outside-root']).toBeGreaterThan(0);
      expect(seen['inside']).toBeGreaterThan(0);
    },
  );
});
