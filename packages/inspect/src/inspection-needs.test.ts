import { expect, test } from 'vitest';
import { inspectionNeeds } from './inspection-needs.ts';
import { sampleFacts } from './testing/sample-facts.ts';

test('What looking at files takes is read from the commands that do it.', () => {
  const { verification, hashing, measures } = inspectionNeeds(sampleFacts);
  expect(verification.filters).toEqual(expect.arrayContaining(['crop', 'extractplanes', 'select', 'split']));
  expect(verification).toMatchObject({ encoders: ['pcm_u8', 'rawvideo'], muxers: ['matroska'] });
  expect(hashing.filters).toContain('scale');
  expect(hashing.filters).not.toContain('select');
  expect(measures.audio.muxers).toContain('chromaprint');
  expect(measures['video-signature'].filters).toEqual(['setparams', 'signature']);
  for (const [measure, filter] of [
    ['ssim', 'ssim'],
    ['psnr', 'psnr'],
    ['vmaf', 'libvmaf'],
    ['xpsnr', 'xpsnr'],
  ] as const) {
    expect(measures[measure].filters).toEqual(expect.arrayContaining([filter, 'split', 'setpts']));
  }
  expect(measures.ssim.filters).not.toContain('psnr');
});
