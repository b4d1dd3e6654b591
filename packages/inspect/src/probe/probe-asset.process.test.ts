import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedAssets } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { ordinaryClip, ffmpeg as run } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { probeAsset } from './probe-asset.ts';

const ffmpeg = await findFfmpeg();

test('Every generated asset is what its facts say.', async () => {
  await using folder = await temporaryFolder();
  for (const { name, facts, make } of generatedAssets) {
    const file = join(folder.path, name);
    await writeFile(file, make());
    expect(await probeAsset(file, { ffmpeg, cacheFolder: folder.path }), name).toEqual(facts);
  }
});

test('A video, a JPEG and an MP3 are known by their content, whatever they are called.', async () => {
  await using folder = await temporaryFolder();
  const [photo, song, clip] = ['a.mp4', 'b.png', 'c.txt'].map(name => join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  await run('-f', 'lavfi', '-i', 'testsrc2=size=64x48', '-frames:v', '1', '-f', 'mjpeg', photo);
  await run('-f', 'lavfi', '-i', 'sine=duration=2', '-f', 'mp3', song);
  await writeFile(clip, await readFile(await ordinaryClip()));
  const probed = await Promise.all(
    [photo, song, clip].map(file => probeAsset(file, { ffmpeg, cacheFolder: folder.path })),
  );
  expect(probed).toMatchObject([
    { kind: 'image', width: 64, height: 48, durationSeconds: 0, hasAudio: false },
    { kind: 'audio', width: 0, height: 0, hasAudio: true },
    { kind: 'video', width: 320, height: 240, durationSeconds: 4, hasAudio: true },
  ]);
  const digest = createHash('sha256')
    .update(await readFile(song))
    .digest('hex');
  expect(probed[1]?.sha256).toBe(digest);
});

test('A video that is stored with oblong pixels has the shape in which it is shown.', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'oblong.mkv');
  await run('-f', 'lavfi', '-i', 'testsrc2=size=320x240:duration=0.2,setsar=2', '-c:v', 'ffv1', file);
  expect(await probeAsset(file, { ffmpeg })).toMatchObject({ width: 640, height: 240 });
});

/** The first bytes of a PNG that claims a size; no more is needed to be asked for memory. */
function claimingPng(side: number): Uint8Array {
  const bytes = Uint8Array.from(generatedAssets[0]?.make() ?? []);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, side);
  view.setUint32(20, side);
  return bytes;
}

test.each([
  ['a picture of 20000 x 20000 in a few kilobytes', claimingPng(20_000)],
  ['a picture of 5000 x 5000, more than a still may have', claimingPng(5000)],
  ['a playlist', Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n/etc/passwd\n#EXT-X-ENDLIST\n')],
  ['a concatenation script', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
  ['a text', Buffer.from('root:x:0:0:root:/root:/bin/bash\n'.repeat(50))],
  ['a text that begins like a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, ...Buffer.from('text'.repeat(50))])],
  ['a text that begins like a WAV', Buffer.from(`RIFF    WAVE${'text'.repeat(50)}`)],
])('%s is refused with a reason.', async (_, content) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'lure.png');
  await writeFile(file, content);
  await expect(probeAsset(file, { ffmpeg })).rejects.toMatchObject({ code: 'INSPECT_MEDIA_UNUSABLE' });
});
