import type { ExpectedOutput } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import type { DecodedMedia } from '../decode/decode-media.ts';
import type { ProbedMedia, ProbedStream } from '../probe/probed-media.ts';
import { sampleFacts } from '../testing/sample-facts.ts';
import { findMismatches } from './find-mismatches.ts';

const expected: ExpectedOutput = {
  durationSeconds: 10,
  frameCount: 300,
  width: 1280,
  height: 720,
  hasAudio: true,
};

const video: ProbedStream = { index: 0, kind: 'video', codec: 'h264', attachedPicture: false };
const audio: ProbedStream = { index: 1, kind: 'audio', codec: 'aac', attachedPicture: false };

const probed: ProbedMedia = {
  path: '/clip.mp4',
  sizeBytes: 1000,
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  facts: sampleFacts,
  streams: [video, audio],
  chapters: [],
  provenanceTag: null,
  remarks: [],
};

const decoded: DecodedMedia = {
  frameCount: 300,
  startSeconds: 0,
  durationSeconds: 10,
  audioSeconds: 10,
  audioFingerprint: null,
  complaints: [],
  run: {
    argv: [],
    stderrTail: '',
    stdout: '',
    durationSeconds: 1,
    cpuSeconds: 1,
    cpuSampled: false,
    peakMemoryBytes: null,
    exitCode: 0,
    signal: null,
    failure: null,
  },
};

describe('findMismatches', () => {
  test('finds nothing in a file that is as expected', () => {
    expect(findMismatches(expected, 'mp4', probed, decoded)).toEqual([]);
  });

  test('tolerates two frames or a tenth of a second, whichever is more', () => {
    const near = { ...decoded, frameCount: 297, durationSeconds: 9.9001 };
    expect(findMismatches(expected, 'mp4', probed, near)).toEqual([]);
    const slow = {
      ...sampleFacts,
      video: { ...sampleFacts.video, frameRate: { numerator: 5, denominator: 1 }, frameCount: 48 },
    };
    const twoFramesShort = { ...decoded, frameCount: 48, durationSeconds: 9.6 };
    const fewFrames = { ...expected, frameCount: 50 };
    expect(findMismatches(fewFrames, 'mp4', { ...probed, facts: slow }, twoFramesShort)).toEqual([]);
  });

  test.each<[string, Partial<ExpectedOutput>, Partial<ProbedMedia>, Partial<DecodedMedia>]>([
    ['The video lasts 9.890 s instead of 10.000 s.', {}, {}, { durationSeconds: 9.89 }],
    ['There are 304 frames instead of 300.', {}, {}, { frameCount: 304 }],
    ['296 of 300 frames in the file can be decoded.', { frameCount: 296 }, {}, { frameCount: 296 }],
    ['9.700 of 10.000 s of audio in the file can be decoded.', {}, {}, { audioSeconds: 9.7 }],
    ['The frame size is 1280 x 720 instead of 1280 x 721.', { height: 721 }, {}, {}],
    ['The container is matroska,webm instead of mp4.', {}, { container: 'matroska,webm' }, {}],
    ['There is audio where none was expected.', { hasAudio: false }, {}, {}],
    [
      'The audio is missing.',
      {},
      { facts: { ...sampleFacts, audio: null }, streams: [video] },
      { audioSeconds: null },
    ],
    [
      'The file holds 2 video, 1 audio and 1 other streams instead of one video and at most one audio stream.',
      {},
      { streams: [video, audio, { ...video, attachedPicture: true }, { ...video, kind: 'data' }] },
      {},
    ],
    [
      'Decoding reports 4 errors: [error] a | [error] b | [error] c.',
      {},
      {},
      { complaints: ['[error] a', '[error] b', '[error] c', '[error] d'] },
    ],
  ])('says: %s', (sentence, otherExpected, otherProbed, otherDecoded) => {
    expect(
      findMismatches(
        { ...expected, ...otherExpected },
        'mp4',
        { ...probed, ...otherProbed },
        { ...decoded, ...otherDecoded },
      ),
    ).toEqual([sentence]);
  });

  test('lists every mismatch, not only the first', () => {
    const wrong = { ...decoded, frameCount: 10, durationSeconds: 0.3, audioSeconds: 0 };
    expect(findMismatches({ ...expected, width: 2 }, 'mkv', probed, wrong)).toHaveLength(6);
  });
});
