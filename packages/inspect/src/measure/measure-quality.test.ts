import { describe, expect, test } from 'vitest';
import { parseQualityScores } from './measure-quality.ts';
import { parseSignatureMatch } from './measure-signature.ts';

describe('parseQualityScores', () => {
  test('reads what every filter prints when it ends', () => {
    const stderr = [
      '[Parsed_ssim_4 @ 0x1] SSIM Y:0.955935 (13.559) U:0.99 (20.1) V:0.98 (17.9) All:0.966857 (14.796)',
      '[Parsed_psnr_5 @ 0x2] PSNR y:26.262823 u:44.1 v:45.2 average:28.009568 min:25.9 max:31.2',
      '[Parsed_libvmaf_6 @ 0x3] VMAF score: 87.654321',
      '[Parsed_xpsnr_7 @ 0x4] XPSNR  y: 33.6266  u: 37.5219  v: 39.8218  (minimum: 33.6266)',
    ].join('\n');
    expect(parseQualityScores(stderr, '7.1')).toEqual({
      ssim: { version: 'ssim, ffmpeg 7.1', all: 0.966857, y: 0.955935 },
      psnr: { version: 'psnr, ffmpeg 7.1', average: 28.009568, y: 26.262823 },
      vmaf: { version: 'libvmaf, ffmpeg 7.1', score: 87.654321 },
      xpsnr: { version: 'xpsnr, ffmpeg 7.1', y: 33.6266, minimum: 33.6266 },
    });
  });

  test('writes null for the infinite decibels of identical pictures', () => {
    const stderr = '[Parsed_psnr_5 @ 0x2] PSNR y:inf u:inf v:inf average:inf min:inf max:inf';
    expect(parseQualityScores(stderr, '7.1').psnr).toMatchObject({ average: null, y: null });
  });

  test('gives null for every measure that was not printed', () => {
    expect(parseQualityScores('', '7.1')).toEqual({ ssim: null, psnr: null, vmaf: null, xpsnr: null });
  });
});

describe('parseSignatureMatch', () => {
  test('reads a match', () => {
    const stderr = [
      '[Parsed_signature_0 @ 0x1] matching of video 0 at 1.566667 and 1 at 3.266667, 563 frames matching',
      '[Parsed_signature_0 @ 0x1] whole video matching',
    ].join('\n');
    expect(parseSignatureMatch(stderr, '5.1')).toMatchObject({
      matches: true,
      wholeVideo: true,
      matchingFrames: 563,
      sourceStart: 1.566667,
      variantStart: 3.266667,
    });
  });

  test('reads that there is none', () => {
    expect(
      parseSignatureMatch('[Parsed_signature_0 @ 0x1] no matching of video 0 and 1', '5.1'),
    ).toMatchObject({
      matches: false,
      wholeVideo: false,
      matchingFrames: 0,
      sourceStart: null,
      variantStart: null,
    });
  });
});
