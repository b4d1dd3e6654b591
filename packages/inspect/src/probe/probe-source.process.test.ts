import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { fingerprint } from '../source/fingerprint.ts';
import { ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { probe } from './probe.ts';
import { probeSource } from './probe-source.ts';

test('A source is probed once for its content, whatever its name; another content and another limit are probed anew.', async () => {
  await using folder = await temporaryFolder();
  const [source, moved] = [join(folder.path, 'source.mp4'), join(folder.path, 'moved.mp4')];
  await copyFile(await ordinaryClip(), source);
  const cacheFolder = join(folder.path, 'cache');
  const ffmpeg = await findFfmpeg();
  const first = await probeSource(source, { ffmpeg, cacheFolder });
  expect(first).toEqual({ ...(await probe(source, { ffmpeg })), sha256: await fingerprint(source) });

  // Fingerprints are cached of files at rest alone.
  await copyFile(source, moved);
  await new Promise(resolve => setTimeout(resolve, 2_100));
  await fingerprint(moved, { cacheFolder });
  // With a program that finds nothing out, only what is known already is known.
  const blind = { ffmpeg: { ...ffmpeg, probePath: '/bin/false' }, cacheFolder };
  expect(await probeSource(moved, blind)).toEqual({ ...first, path: moved });

  await expect(probeSource(moved, { ...blind, limits: { maxStreams: 7 } })).rejects.toThrow();
  await appendFile(moved, 'more');
  await expect(probeSource(moved, blind)).rejects.toThrow();
});
