import { expect, test } from 'vitest';
import { ordinaryFacts as facts } from '../testing/facts.ts';
import {
  defaultEncodeSettings,
  type HardwareEncoder,
  hardwareEncoderNames,
  softwareInstead,
} from './encode-settings.ts';
import { encoderRefusal, videoArguments } from './video-arguments.ts';

const settings = (encoder: HardwareEncoder, crf = 23) =>
  ({ encoder, crf, container: 'mkv', threads: 2 }) as const;

test.each([
  ['h264_nvenc', ['-rc', 'vbr', '-cq', '23', '-b:v', '0']],
  ['h264_qsv', ['-global_quality', '23']],
  ['h264_videotoolbox', ['-q:v', '55']],
  ['h264_amf', ['-rc', 'cqp', '-qp_i', '23', '-qp_p', '23']],
] as const)(
  'The quality of %s is set by its own options, its profile is stated, and no option of x264 is passed.',
  (encoder, quality) => {
    const words = ['-c:v', encoder, '-profile:v', 'high', ...quality, '-threads:v', '2'];
    expect(videoArguments(settings(encoder), {}, facts)).toEqual(words);
  },
);

test('The best and the worst quality, steps included, stay on the scale of every hardware encoder.', () => {
  const valueAfter = (encoder: HardwareEncoder, option: string, crf: number, crfOffset: number) => {
    const words = videoArguments(settings(encoder, crf), { crfOffset }, facts);
    return Number(words[words.indexOf(option) + 1]);
  };
  const ends = (encoder: HardwareEncoder, option: string) => [
    valueAfter(encoder, option, 0, -4),
    valueAfter(encoder, option, 51, 4),
  ];
  expect(ends('h264_nvenc', '-cq')).toEqual([1, 51]);
  expect(ends('h264_qsv', '-global_quality')).toEqual([1, 51]);
  expect(ends('h264_videotoolbox', '-q:v')).toEqual([100, 1]);
  expect(ends('h264_amf', '-qp_i')).toEqual([0, 51]);
  expect(valueAfter('h264_amf', '-qp_p', 23, 2.4)).toBe(25);
});

test('Hardware encoders take steps of quality and of key frames, and refuse what depends on the chip.', () => {
  for (const encode of hardwareEncoderNames.map(name => settings(name))) {
    expect(encoderRefusal(encode, { crfOffset: 3, keyframeSeconds: 2, audioBitrate: 96_000 })).toBeNull();
    expect(encoderRefusal(encode, { bFrames: 2 })).toMatch('depends on the chip');
    expect(encoderRefusal(encode, { referenceFrames: 2 })).toMatch('depends on the chip');
    expect(encoderRefusal(encode, { deblock: -1 })).toMatch('block edges');
    expect(encoderRefusal(encode, { chromaQpOffset: 2 })).toMatch('colour');
    expect(videoArguments(encode, { keyframeSeconds: 2 }, facts)).toContain('-g');
  }
});

test('In the place of a hardware encoder x264 keeps quality, container and threads.', () => {
  expect(softwareInstead(settings('h264_qsv', 30))).toEqual({
    ...defaultEncodeSettings,
    ...{ crf: 30, container: 'mkv', threads: 2 },
  });
});
