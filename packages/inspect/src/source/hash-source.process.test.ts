import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { probe } from '../probe/probe.ts';
import { ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hashSource } from './hash-source.ts';
import { wordsPerFrame } from './source-hashes.ts';

describe('hashSource', () => {
  test('hashes every frame, and does it once', async () => {
    await using folder = await temporaryFolder();
    const ffmpeg = await findFfmpeg();
    const path = await ordinaryClip();
    const { facts } = await probe(path, { ffmpeg });
    const cacheFolder = folder.path;
    const first = await hashSource(path, { ffmpeg, facts, cacheFolder });
    expect([first.times.length, first.qualities.length, first.words.length]).toEqual([
      100,
      100,
      100 * wordsPerFrame,
    ]);
    expect([first.times[0], first.times[25], first.durationSeconds]).toEqual([0, 1, expect.closeTo(4, 1)]);

    // An ffmpeg that does not exist shows that nothing is decoded again.
    const gone = { ...ffmpeg, path: join(folder.path, 'gone') };
    expect(await hashSource(path, { ffmpeg: gone, facts, cacheFolder })).toEqual(first);

    const [entry] = await readdir(join(cacheFolder, 'source-hashes'));
    const entryPath = join(cacheFolder, 'source-hashes', entry ?? '');
    const bytes = await readFile(entryPath);
    await writeFile(entryPath, bytes.subarray(0, bytes.length - 1));
    await expect(hashSource(path, { ffmpeg: gone, facts, cacheFolder })).rejects.toThrow();
    expect(await hashSource(path, { ffmpeg, facts, cacheFolder })).toEqual(first);
  });
});
