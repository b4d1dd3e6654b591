import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { assetsOfPlan, generatedAssets } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { createVariants } from '../library/create-variants.ts';
import { planVariants } from '../library/plan-variants.ts';
import { renderPlans } from '../library/render-plans.ts';
import { readHostMemory } from '../machine/host-memory.ts';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { assetLibrary } from './asset-library.ts';
import { openAssets } from './open-assets.ts';

const ffmpeg = await findFfmpeg();
const memory = await readHostMemory({ memoryLimit: 0.8 });
const input = await shortClip();
const limits = {
  maxDurationSeconds: 100,
  maxPixels: 10_000_000,
  maxStreams: 8,
  maxFps: 120,
  maxInputBytes: 1e9,
};
const withAssets = ['blend', 'hstack', 'picture_in_picture', 'concat', 'image_overlay', 'audio_swap'];

/** A folder with an image, an audio file, a video, a note, and the image once more under another name. */
async function fillFolder(folder: string): Promise<string> {
  const assets = path.join(folder, 'assets');
  await mkdir(assets);
  const make = (...words: readonly string[]) =>
    promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...words]);
  await make('-f', 'lavfi', '-i', 'testsrc=size=120x80', '-frames:v', '1', path.join(assets, 'b.png'));
  await make('-f', 'lavfi', '-i', 'sine=frequency=300:duration=0.4', path.join(assets, 'c.wav'));
  await make(
    ...['-f', 'lavfi', '-i', 'mandelbrot=size=160x120:rate=10', '-f', 'lavfi', '-i', 'sine=frequency=500'],
    ...['-t', '0.5', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', path.join(assets, 'a.mp4')],
  );
  await copyFile(path.join(assets, 'b.png'), path.join(assets, 'again.png'));
  await writeFile(path.join(assets, 'note.txt'), 'not a picture');
  await writeFile(path.join(assets, '.hidden.png'), 'not a picture');
  return assets;
}

test('A folder is read by content, each content once, in the order of the digests.', async () => {
  await using folder = await temporaryFolder();
  const assetsFolder = await fillFolder(folder.path);
  const { drawn = [] } = await openAssets({ ffmpeg, memory, limits, cacheFolder: folder.path, assetsFolder });
  expect(drawn.map(({ kind }) => kind).sort()).toEqual(['audio', 'image', 'video']);
  expect(drawn.map(({ sha256 }) => sha256)).toEqual(drawn.map(({ sha256 }) => sha256).sort());
  expect(drawn.find(({ kind }) => kind === 'video')).toMatchObject({
    width: 160,
    height: 120,
    hasAudio: true,
  });
});

test('Variants with the media of a folder are made, the same whatever its files are called.', async () => {
  await using folder = await temporaryFolder();
  const assets = await fillFolder(folder.path);
  const request = {
    input,
    count: 2,
    only: withAssets,
    measure: 'off',
    cacheFolder: folder.path,
  } as const;
  const first = await createVariants({ ...request, assets, outDir: path.join(folder.path, 'one') });
  expect(first).toMatchObject({ succeeded: 2, failed: 0 });
  await copyFile(path.join(assets, 'a.mp4'), path.join(assets, 'z.mov'));
  await rm(path.join(assets, 'a.mp4'));
  const second = await createVariants({ ...request, assets, outDir: path.join(folder.path, 'two') });
  const ids = (summary: typeof first) => summary.variants?.map(({ id }) => id);
  expect(ids(second)).toEqual(ids(first));
  const manifest = JSON.parse(await readFile(path.join(folder.path, 'one', 'manifest.json'), 'utf8'));
  expect(manifest.options.assets).toHaveLength(3);
});

test('Without a folder, plans read the generated set, which is written where it is needed.', async () => {
  await using folder = await temporaryFolder();
  const cacheFolder = path.join(folder.path, 'cache');
  const request = { input, outDir: folder.path, count: 1, only: ['image_overlay', 'emoji'], cacheFolder };
  const [job] = await planVariants(request);
  const generated = new Set(generatedAssets.map(({ facts }) => facts.sha256));
  const used = assetsOfPlan(job?.plan ?? { steps: [] });
  expect(used).toHaveLength(2);
  expect(used.every(({ sha256 }) => generated.has(sha256))).toBe(true);
  expect(await createVariants({ ...request, measure: 'off' })).toMatchObject({ succeeded: 1 });
  expect(await readdir(path.join(cacheFolder, 'assets'))).toHaveLength(2);
});

test('A kind that the folder does not hold leaves the steps that need it out, with the reason.', async () => {
  await using folder = await temporaryFolder();
  const assets = await fillFolder(folder.path);
  await rm(path.join(assets, 'c.wav'));
  const request = {
    input,
    outDir: folder.path,
    count: 1,
    only: withAssets,
    assets,
    cacheFolder: folder.path,
  };
  const [job] = await planVariants(request);
  expect(job?.plan.rejected).toContainEqual({
    name: 'audio_swap',
    reason: 'there is no audio among the assets',
  });
});

test('A plan whose asset is nowhere is refused before anything starts, with how to get it.', async () => {
  await using folder = await temporaryFolder();
  const assets = await fillFolder(folder.path);
  const cacheFolder = folder.path;
  const planned = {
    input,
    outDir: path.join(folder.path, 'out'),
    count: 1,
    only: ['image_overlay'],
    cacheFolder,
  };
  const [job] = await planVariants({ ...planned, assets });
  const { count: _, only: __, ...rest } = planned;
  const rendered = renderPlans({ ...rest, plans: [job?.plan] });
  await expect(rendered).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
    message: expect.stringMatching(/needs the image with the SHA-256 [0-9a-f]{64}.*--assets DIR/),
  });
  expect(await readdir(folder.path)).not.toContain('out');
  expect(await renderPlans({ ...rest, plans: [job?.plan], assets, measure: 'off' })).toMatchObject({
    succeeded: 1,
  });
});

test('A plan that says something untrue of its asset is refused.', () => {
  const [known] = generatedAssets;
  const library = assetLibrary({ files: [], cacheFolder: null });
  const facts = { ...(known as NonNullable<typeof known>).facts, width: 20_000 };
  expect(() => library.assertAvailable([facts])).toThrow(
    /that it is an image of 20000x256, but it is an image of 256x256/,
  );
});

test.each([
  ['there is no such folder', 'VARIANTS_OPTION_INVALID', async () => 'nowhere'],
  ['nothing is in it', 'VARIANTS_ASSET_UNAVAILABLE', async (folder: string) => folder],
  [
    'a file in it is not what its name says',
    'VARIANTS_ASSET_UNAVAILABLE',
    async (folder: string) => {
      await writeFile(path.join(folder, 'a.png'), '#EXTM3U\n/etc/passwd\n');
      return folder;
    },
  ],
])('The assets folder is refused when %s.', async (_, code, make) => {
  await using folder = await temporaryFolder();
  const assetsFolder = await make(folder.path);
  const opened = openAssets({ ffmpeg, memory, limits, cacheFolder: folder.path, assetsFolder });
  await expect(opened).rejects.toMatchObject({ code });
});

test('A file that changed after it was probed is not read.', async () => {
  await using folder = await temporaryFolder();
  const assetsFolder = await fillFolder(folder.path);
  const { library, drawn = [] } = await openAssets({
    ffmpeg,
    memory,
    limits,
    cacheFolder: folder.path,
    assetsFolder,
  });
  const sound = drawn.find(({ kind }) => kind === 'audio');
  await writeFile(path.join(assetsFolder, 'c.wav'), 'another sound');
  await expect(library.open(sound?.sha256 ?? '', 'audio')).rejects.toThrow('has changed');
});
