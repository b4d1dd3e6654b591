import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  compilePlan,
  defaultEncodeSettings,
  type Level,
  type MediaFacts,
  parsePlan,
  rationalToNumber,
} from '@variegate/core-filters';
import { probe } from '@variegate/inspect';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { createVariantsBatch } from './index.ts';
import { otherClip, shortClip } from './testing/clip.ts';
import { makeOddVideos } from './testing/odd-videos.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
const chains = [
  ['standard', 'light'],
  ['standard', 'strong'],
  ['seven_layer', 'medium'],
] as const;

interface Manifest {
  readonly sources: readonly { readonly fingerprint: string; readonly facts: MediaFacts }[];
  readonly variants: readonly { readonly source: string; readonly plan: unknown; readonly output: string }[];
}

/** Renders variants of every video of a folder; how many there are, and what ffprobe sees otherwise than was announced. */
async function disagreements(
  folder: string,
  drawing: { readonly strategy: 'standard' | 'seven_layer'; readonly level: Level },
  count: number,
): Promise<{ readonly rendered: number; readonly wrong: readonly object[] }> {
  const ffmpeg = await findFfmpeg();
  const outDir = path.join(folder, 'out');
  const inputs = [path.join(folder, 'in')];
  const request = {
    ...drawing,
    inputs,
    outDir,
    count,
    measure: 'off',
    preset: 'ultrafast',
  } as const;
  expect(await createVariantsBatch(request)).toMatchObject({ failed: 0, cancelled: 0 });
  const manifest = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8')) as Manifest;
  const wrong: object[] = [];
  for (const { source, plan: written, output } of manifest.variants) {
    const { facts } = manifest.sources.find(({ fingerprint }) => fingerprint === source) ?? {};
    if (facts === undefined) throw new Error(`no source has the fingerprint ${source}`);
    const plan = parsePlan(written);
    const { outputFacts } = compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });
    const { facts: seen } = await probe(path.join(outDir, output), { ffmpeg });
    const describe = ({ durationSeconds, video: { width, height } }: MediaFacts): object => ({
      ...{ durationSeconds, width, height },
    });
    const apart = Math.abs(seen.durationSeconds - outputFacts.durationSeconds);
    const sameSize =
      seen.video.width === outputFacts.video.width && seen.video.height === outputFacts.video.height;
    if (!sameSize || apart > 2 / rationalToNumber(outputFacts.video.frameRate))
      wrong.push({ output, announced: describe(outputFacts), seen: describe(seen), plan });
  }
  return { rendered: manifest.variants.length, wrong };
}

/** The odd files of meta-pytorch/torchcodec, the long ones cut without decoding. */
async function gatherRealClips(folder: string): Promise<void> {
  await mkdir(folder);
  const odd = path.join(media, 'media/odd');
  for (const name of await readdir(odd)) {
    const cut = ['-v', 'error', '-nostdin', '-i', path.join(odd, name), '-t', '0.6', '-c', 'copy'];
    await promisify(execFile)('ffmpeg', [...cut, path.join(folder, name)]);
  }
}

test.each(chains)(
  'Size and length of variants by %s at %s are those that their plans announce, whatever the source is like.',
  async (strategy, level) => {
    await using folder = await temporaryFolder();
    const clips = path.join(folder.path, 'in');
    await makeOddVideos(clips, 0.8);
    for (const clip of [await shortClip(), await otherClip()])
      await copyFile(clip, path.join(clips, path.basename(clip)));
    const { rendered, wrong } = await disagreements(folder.path, { strategy, level }, 2);
    expect(wrong).toEqual([]);
    expect(rendered).toBe(22);
  },
);

describe.skipIf(media === '')('On odd real clips', () => {
  test.each(chains)(
    'size and length of variants by %s at %s are those that their plans announce.',
    async (strategy, level) => {
      await using folder = await temporaryFolder();
      await gatherRealClips(path.join(folder.path, 'in'));
      const { rendered, wrong } = await disagreements(folder.path, { strategy, level }, 1);
      expect(wrong).toEqual([]);
      expect(rendered).toBe(10);
    },
  );
});
