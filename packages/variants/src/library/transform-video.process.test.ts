import { copyFile, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { builtIn, createCatalogue, defineTransformation, inModule } from '@variegate/core-filters';
import { probe } from '@variegate/inspect';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { shortClip } from '../testing/clip.ts';
import { failingFfmpeg } from '../testing/failing-ffmpeg.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type TransformVideoOptions, transformVideo } from './transform-video.ts';

const tilt = { name: 'rotate', params: { degrees: 5, colour: '000000' } };
const half = { name: 'resize', params: { width: 0.5, height: 0.5 } };

test('Some steps on one file make one file, verified, and nothing else.', async () => {
  await using folder = await temporaryFolder();
  const output = path.join(folder.path, 'small.mkv');
  const percents: number[] = [];
  const made = await transformVideo(await shortClip(), output, [tilt, half], {
    cacheFolder: path.join(folder.path, 'cache'),
    onProgress: ({ percent }) => percents.push(percent),
  });
  expect(made).toMatchObject({
    path: output,
    media: { width: 128, height: 96, frameCount: 25, hasAudio: true },
    plan: { strategy: 'custom', steps: [tilt, half], rejected: [] },
    substitution: null,
  });
  expect(made.segments).toHaveLength(1);
  expect((await readFile(output)).length).toBe(made.bytes);
  const { container, facts } = await probe(output, { ffmpeg: await findFfmpeg() });
  expect(container).toContain('matroska');
  expect(facts.video.width).toBe(128);
  expect(percents.at(-1)).toBeGreaterThan(0);
  expect((await readdir(folder.path)).sort()).toEqual(['cache', 'small.mkv']);

  const again = path.join(folder.path, 'again.mkv');
  const { sha256 } = await transformVideo(await shortClip(), again, [tilt, half], {
    ffmpeg: await findFfmpeg(),
  });
  expect(sha256).toBe(made.sha256);
});

test('Neither the input nor, unasked, another file is replaced.', async () => {
  await using folder = await temporaryFolder();
  const input = path.join(folder.path, 'in.mp4');
  await copyFile(await shortClip(), input);
  const before = await readFile(input);
  const link = path.join(folder.path, 'link.mp4');
  await symlink(input, link);
  for (const output of [input, link])
    await expect(transformVideo(input, output, [tilt], { force: true })).rejects.toMatchObject({
      code: 'VARIANTS_OUTPUT_REPLACES_INPUT',
    });
  const output = path.join(folder.path, 'out.mp4');
  await writeFile(output, 'mine');
  await expect(transformVideo(input, output, [tilt])).rejects.toMatchObject({ code: 'RUNNER_OUTPUT_EXISTS' });
  expect(await readFile(output, 'utf8')).toBe('mine');
  const { bytes } = await transformVideo(input, output, [tilt], { force: true });
  expect((await readFile(output)).length).toBe(bytes);
  expect(await readFile(input)).toEqual(before);
  expect((await readdir(folder.path)).sort()).toEqual(['in.mp4', 'link.mp4', 'out.mp4']);
});

test.each([
  ['unknown steps', 'a.mp4', [{ name: 'sing' }], {}, 'STEP_INVALID'],
  ['missing parameters', 'a.mp4', [{ name: 'rotate' }], {}, 'STEP_INVALID'],
  ['endings that name no container', 'a.avi', [tilt], {}, 'VARIANTS_OPTION_INVALID'],
  ['options of other calls', 'a.mp4', [tilt], { count: 3 }, 'VARIANTS_OPTION_INVALID'],
  ['presets of other encoders', 'a.webm', [tilt], { preset: 'fast' }, 'VARIANTS_OPTION_INVALID'],
  ['videos beyond a limit', 'a.mp4', [tilt], { maxPixels: 100 }, 'INSPECT_MEDIA_UNUSABLE'],
  ['folders that do not exist', 'no/a.mp4', [tilt], {}, 'RUNNER_OUTPUT_UNWRITABLE'],
] as const)(
  'What makes no sense is refused, and writes nothing: %s.',
  async (_, name, steps, options, code) => {
    await using folder = await temporaryFolder();
    const output = path.join(folder.path, name);
    await expect(
      transformVideo(await shortClip(), output, steps, options as TransformVideoOptions),
    ).rejects.toMatchObject({
      code,
    });
    expect(await readdir(folder.path)).toEqual([]);
  },
);

test('A signal rejects with its own reason whenever it comes, and nothing is left.', async () => {
  await using folder = await temporaryFolder();
  const output = path.join(folder.path, 'out.mp4');
  const reason = new Error('enough');
  const input = await shortClip();
  const signal = AbortSignal.abort(reason);
  await expect(transformVideo(input, output, [tilt], { signal })).rejects.toBe(reason);

  const soon = new AbortController();
  const probing = transformVideo(input, output, [tilt], { signal: soon.signal });
  setImmediate(() => soon.abort(reason));
  await expect(probing).rejects.toBe(reason);

  const rendering = new AbortController();
  const abort = () => rendering.abort(reason);
  const work = transformVideo(input, output, [tilt], { signal: rendering.signal, onProgress: abort });
  await expect(work).rejects.toBe(reason);
  expect(await readdir(folder.path)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('A render that fails leaves nothing and says why.', async () => {
  await using folder = await temporaryFolder();
  const ffmpegPath = await failingFfmpeg(folder.path, 'crashes', 1);
  const output = path.join(folder.path, 'out.mp4');
  await expect(transformVideo(await shortClip(), output, [tilt], { ffmpegPath })).rejects.toMatchObject({
    code: 'RUNNER_CRASHED',
  });
  expect(await readdir(folder.path)).toEqual(['crashes-1']);
});

test('A custom transformation is applied, and the plan names its module.', async () => {
  await using folder = await temporaryFolder();
  const upsideDown = defineTransformation({
    ...{ name: 'upside_down', layer: 'geometry', summary: 'Turns the picture upside down.' },
    source: 'https://ffmpeg.org/ffmpeg-filters.html#vflip',
    params: z.strictObject({}),
    sample: () => ({}),
    lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'vflip', options: {} }] }] }),
    intensity: () => 50,
  });
  const catalogue = createCatalogue([...builtIn, ...inModule('@example/mine', [upsideDown])]);
  const output = path.join(folder.path, 'out.mp4');
  const steps = [{ name: 'upside_down' }];
  const { plan } = await transformVideo(await shortClip(), output, steps, { catalogue });
  expect(plan.modules).toEqual(['@example/mine']);
});
