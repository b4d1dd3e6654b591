import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBombs } from './bombs.ts';
import { withExternalData } from './external-track.ts';
import { type HostileInput, type HostileInputs, refused } from './hostile-input.ts';
import { makeOddFiles } from './odd-files.ts';
import { makeOddNames } from './odd-names.ts';
import { renderFixture } from './render-fixture.ts';
import { subtitledAvi } from './subtitled-avi.ts';
import { hostileTexts } from './texts.ts';

const video = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=25:duration=1'];
const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Makes everything that a stranger could give as a video to have something else read, called, or used up. */
export async function makeHostileInputs(folder: string): Promise<HostileInputs> {
  const [inputs, elsewhere] = [join(folder, 'inputs'), join(folder, 'elsewhere')];
  for (const place of [inputs, elsewhere]) await mkdir(place);
  const secret = await renderFixture(elsewhere, 'secret-film.ts', ...video, ...encoder);
  const clip = await renderFixture(elsewhere, 'clip.mp4', ...video, ...encoder);
  return {
    folder: inputs,
    secret,
    inputs: [
      ...(await makeTexts(inputs, secret)),
      ...(await makeReferences(inputs, secret)),
      ...(await makeBombs(inputs)),
      ...(await makeOddFiles(inputs)),
      ...(await makeOddNames(inputs, clip, secret)),
    ],
  };
}

async function makeTexts(folder: string, secret: string): Promise<readonly HostileInput[]> {
  const texts = hostileTexts(secret);
  for (const [index, { name, content }] of texts.entries()) {
    // Equal files would be taken for one.
    await writeFile(join(folder, name), content + '\n'.repeat(index));
  }
  return texts.map(({ name, what }) => refused(name, what, 'not-media'));
}

/** Videos that name another film inside. */
async function makeReferences(folder: string, secret: string): Promise<readonly HostileInput[]> {
  const playlist = hostileTexts(secret).find(({ name }) => name === 'playlist.m3u8')?.content ?? '';
  await writeFile(join(folder, 'subtitled.avi'), subtitledAvi(playlist));
  const movie = await renderFixture(folder, 'elsewhere.mov', ...video, ...encoder);
  await writeFile(movie, withExternalData(await readFile(movie), secret));
  return [
    { argument: 'subtitled.avi', what: 'a playlist for subtitles', refusal: null },
    refused('elsewhere.mov', 'a track whose data lie in another film', 'unreadable-video'),
  ];
}
