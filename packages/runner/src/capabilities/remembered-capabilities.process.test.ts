import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Capabilities, rememberedCapabilities } from './remembered-capabilities.ts';

const answer: Capabilities = {
  version: '7.1',
  filters: new Set(['hflip', 'scale']),
  encoders: new Set(['aac']),
  muxers: new Set(['mp4']),
};

/** A binary in a folder of its own, and how often it was asked. */
async function binaryIn(folder: string, content: string) {
  const path = join(folder, 'ffmpeg');
  await writeFile(path, content);
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return answer;
  };
  return {
    cacheFolder: join(folder, 'cache'),
    ask: (identity: string) =>
      rememberedCapabilities({ path, identity, cacheFolder: join(folder, 'cache') }, ask),
    asked: () => asked,
  };
}

test('A binary is asked once, and again when it was replaced or the memory of it is damaged.', async () => {
  await using folder = await temporaryFolder();
  const binary = await binaryIn(folder.path, '\u007fELF');
  expect(await binary.ask('one')).toEqual(answer);
  expect(await binary.ask('one')).toEqual(answer);
  expect(binary.asked()).toBe(1);

  expect(await binary.ask('two')).toEqual(answer);
  expect(binary.asked()).toBe(2);

  const remembered = join(binary.cacheFolder, 'ffmpeg');
  for (const name of await readdir(remembered)) await writeFile(join(remembered, name), 'damage');
  expect(await binary.ask('one')).toEqual(answer);
  expect(binary.asked()).toBe(3);
});

test('A script is asked every time: what it answers depends on more than itself.', async () => {
  await using folder = await temporaryFolder();
  const script = await binaryIn(folder.path, '#!/bin/sh\nexec /opt/ffmpeg "$@"\n');
  await script.ask('one');
  await script.ask('one');
  expect(script.asked()).toBe(2);
});
