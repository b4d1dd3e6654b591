import { join } from 'node:path';
import type { MediaFacts } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { verify } from '../verify/verify.ts';
import { probe } from './probe.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
const odd = (name: string) => join(media, 'media/odd', name);

describe.skipIf(media === '')('odd files of meta-pytorch/torchcodec', () => {
  test.each<[string, Partial<MediaFacts['video']>]>([
    ['av1_video.mkv', { codec: 'av1', width: 640, height: 360, frameCount: 125 }],
    ['bt709_full_range.mp4', { colorRange: 'full', colorSpace: 'bt709' }],
    ['h264_10bits.mp4', { bitDepth: 10, pixelFormat: 'yuv420p10le' }],
    ['nasa_13013_rotated.mp4', { width: 270, height: 480, rotationDegrees: 270 }],
    ['test_non_zero_start.mp4', { startSeconds: 8.333008, frameCount: 12 }],
    ['testsrc2_hdr.mp4', { bitDepth: 10, highDynamicRange: true, colorTransfer: 'smpte2084' }],
    ['testsrc2_mpeg4.avi', { codec: 'mpeg4', frameCount: 30 }],
    ['testsrc2_odd_height_and_width_444.mp4', { width: 321, height: 241, pixelFormat: 'yuv444p' }],
    ['testsrc2_vp9.webm', { codec: 'vp9', frameCount: 30 }],
  ])('%s is what it is', async (name, video) => {
    const { facts } = await probe(odd(name), { ffmpeg: await findFfmpeg() });
    expect(facts.video).toMatchObject(video);
  });

  test('of many streams, the first video and the first audio stream count', async () => {
    const { facts, streams } = await probe(odd('nasa_13013.mp4'), { ffmpeg: await findFfmpeg() });
    expect(streams.map(({ kind }) => kind)).toEqual([
      'video',
      'audio',
      'subtitle',
      'video',
      'audio',
      'subtitle',
    ]);
    expect([facts.video.width, facts.audio?.sampleRate]).toEqual([320, 8000]);
  });

  test.each([
    'av1_video.mkv',
    'bt709_full_range.mp4',
    'h264_10bits.mp4',
    'nasa_13013_rotated.mp4',
    'test_non_zero_start.mp4',
    'testsrc2_hdr.mp4',
    'testsrc2_odd_height_and_width_444.mp4',
  ])('%s decodes whole, to hashes of enough quality', async name => {
    const ffmpeg = await findFfmpeg();
    const { facts } = await probe(odd(name), { ffmpeg });
    const { durationSeconds, video, audio } = facts;
    const { width, height, frameCount } = video;
    const expected = { durationSeconds, frameCount, width, height, hasAudio: audio !== null };
    const container = name.endsWith('.mkv') ? 'mkv' : 'mp4';
    const verification = await verify(odd(name), { ffmpeg, expected, container, hashFrames: 'each-second' });
    expect(verification.frameCount).toBe(frameCount);
    for (const frame of verification.pdq ?? []) expect(frame.quality).toBeGreaterThan(50);
  });
});
