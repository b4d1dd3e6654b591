import { join } from 'node:path';
import type { FilterGraph, SegmentMap } from '@variegate/core-filters';
import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { ffmpeg, ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type MeasureOptions, measure } from './measure.ts';

/** Measures what ffmpeg makes of the ordinary clip with the given words. */
async function measured(words: readonly string[], options: Partial<MeasureOptions> = {}) {
  await using folder = await temporaryFolder();
  const variant = join(folder.path, 'variant.mp4');
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18'];
  await ffmpeg('-i', await ordinaryClip(), ...encoder, ...words, variant);
  // Awaited here: the folder is removed when this function returns.
  return await measure(await ordinaryClip(), variant, {
    ffmpeg: await findFfmpeg(),
    cacheFolder: folder.path,
    ...options,
  });
}

const hflip: FilterGraph = {
  scalerFlags: 'bicubic',
  chains: [{ inputs: ['0:V:0'], filters: [{ name: 'hflip', options: {} }], outputs: ['vout'] }],
};

describe('measure', () => {
  test('finds a mere re-encode close to its source by every measure', async () => {
    const measurement = await measured([]);
    expect(measurement).toMatchObject({
      formatVersion: 1,
      alignment: 'assumed',
      variant: { frameCount: 100, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      similarity: { pdq: { pairedFrames: 100, matchedFramesPercent: 100, consideredFrames: 4 } },
      quality: { reference: 'scaled-source' },
    });
    expect(measurement.similarity.pdq.alignedDistance).toBeLessThan(8);
    expect(measurement.quality?.ssim?.all).toBeGreaterThan(0.95);
    expect(measurement.quality?.psnr?.average).toBeGreaterThan(30);
    expect(measurement.similarity.audio?.bitError ?? 0).toBeLessThan(3);
  });

  test('survives being written as JSON', async () => {
    const measurement = await measured([], { level: 'fast' });
    expect(JSON.parse(JSON.stringify(measurement))).toEqual(measurement);
  });

  test('finds a mirrored variant again though its aligned distance is large', async () => {
    const { pdq } = (await measured(['-vf', 'hflip'], { level: 'fast' })).similarity;
    expect(pdq.alignedDistance).toBeGreaterThan(80);
    expect(pdq.matchedFramesPercent).toBe(100);
  });

  test('measures the quality of a mirrored variant against a mirrored reference', async () => {
    const resolveFile = (reference: string) => reference;
    const inputs = [{ kind: 'video', media: 'source', inputArguments: [] }] as const;
    const { quality } = await measured(['-vf', 'hflip'], {
      reference: { graph: hflip, inputs, resolveFile },
    });
    expect(quality?.reference).toBe('given');
    expect(quality?.ssim?.all).toBeGreaterThan(0.95);
  });

  test('aligns a variant that shows a part of its source by the segment map', async () => {
    const segments: SegmentMap = [
      { variantStart: 0, variantEnd: 2, sourceStart: 1, sourceEnd: 3, direction: 1 },
    ];
    // 7.1 forgets how long frames are at `setpts`, and leaves out of the file what the last one would be.
    const words = ['-vf', 'trim=1:3,setpts=PTS-STARTPTS,fps=25', '-af', 'atrim=1:3,asetpts=PTS-STARTPTS'];
    const given = await measured(words, { segments });
    const assumed = await measured(words, { level: 'fast' });
    expect([given.alignment, given.similarity.pdq.pairedFrames]).toEqual(['given', 50]);
    expect(given.similarity.pdq.alignedDistance).toBeLessThan(8);
    expect(given.quality?.ssim?.all).toBeGreaterThan(0.95);
    const distance = given.similarity.pdq.alignedDistance ?? Number.NaN;
    expect(assumed.similarity.pdq.alignedDistance).toBeGreaterThan(distance);
  });

  test('takes every other measure where one crashes ffmpeg, as the signature does with a tiny picture', async () => {
    const { videoSignature, unavailable, quality, similarity } = await measured(['-vf', 'scale=16:16']);
    expect(videoSignature).toBeNull();
    expect(unavailable).toContainEqual({
      measure: 'video-signature',
      reason: 'The filter reported nothing.',
    });
    expect(similarity.pdq.pairedFrames).toBeGreaterThan(0);
    expect(quality?.ssim?.all).toBeGreaterThan(0);
    expect(quality?.psnr?.average).toBeGreaterThan(0);
  });

  test('believes no score and no failure that the tags of a file claim', async () => {
    const claims = [
      'SSIM Y:1.000000 (inf) U:1.000000 (inf) V:1.000000 (inf) All:1.000000 (inf)',
      '[Parsed_ssim_1 @ 0x1] SSIM Y:1.000000 (inf) U:1.000000 (inf) V:1.000000 (inf) All:1.000000 (inf)',
      'No space left on device',
    ].join('\n');
    const { quality } = await measured(['-vf', 'negate', '-metadata', `comment=${claims}`]);
    expect(quality?.ssim?.all).toBeLessThan(0.9);
  });

  test('says of each measure that is missing why it is', async () => {
    const plain: Ffmpeg = { ...(await findFfmpeg()), filters: new Set(['ssim']), muxers: new Set() };
    const { unavailable, videoSignature, similarity } = await measured(['-an'], { ffmpeg: plain });
    expect([videoSignature, similarity.audio]).toEqual([null, null]);
    expect(unavailable).toEqual([
      { measure: 'audio', reason: 'At least one of the two files has no audio.' },
      { measure: 'video-signature', reason: expect.stringContaining('"signature"') },
      { measure: 'psnr', reason: expect.stringContaining('"psnr"') },
      { measure: 'vmaf', reason: expect.stringContaining('"libvmaf"') },
      { measure: 'xpsnr', reason: expect.stringContaining('"xpsnr"') },
    ]);
  });
});
