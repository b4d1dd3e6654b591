import { expect, test } from 'vitest';
import { encoderTrial } from './hardware-encoders.ts';

const frame = ['-f', 'lavfi', '-i', 'color=size=320x240:rate=25:duration=1', '-frames:v', '1'];

test.each(['h264_nvenc', 'hevc_qsv', 'h264_videotoolbox', 'av1_amf', 'h264_v4l2m2m', 'h264_omx'])(
  '%s is given its frame as it is.',
  encoder => {
    expect(encoderTrial(encoder, ['-c:v', encoder, '-b:v', '0'])).toEqual([
      ...[...frame, '-vf', 'format=nv12', '-c:v', encoder, '-b:v', '0', '-f', 'null', '-'],
    ]);
  },
);

test.each([
  ['vp9_vaapi', 'vaapi'],
  ['h264_vulkan', 'vulkan'],
  ['av1_vulkan', 'vulkan'],
  ['hevc_d3d12va', 'd3d12va'],
])('The frame of %s is brought to a device of the kind %s first.', (encoder, device) => {
  expect(encoderTrial(encoder, ['-c:v', encoder])).toEqual([
    ...['-init_hw_device', `${device}=chip`, '-filter_hw_device', 'chip'],
    ...[...frame, '-vf', 'format=nv12,hwupload', '-c:v', encoder, '-f', 'null', '-'],
  ]);
});

test('Media Foundation has to use a chip, where it would take software in its place.', () => {
  expect(encoderTrial('h264_mf', ['-c:v', 'h264_mf'])).toEqual([
    ...[...frame, '-vf', 'format=nv12', '-c:v', 'h264_mf', '-hw_encoding', '1', '-f', 'null', '-'],
  ]);
});
