import { expect, test } from 'vitest';
import { findFfmpeg } from './find-ffmpeg.ts';
import { chooseEncoder, hardwareEncoders } from './hardware-encoders.ts';

test('Hardware encoders are listed by name, software encoders are not among them.', () => {
  const software = ['libx264', 'aac', 'libsvtav1'];
  const otherCodecs = ['mjpeg_qsv', 'ffv1_vulkan', 'prores_ks_vulkan', 'mpeg2_vaapi', 'h263_v4l2m2m'];
  const wanted = ['av1_vulkan', 'h264_d3d12va', 'h264_nvenc', 'h264_vaapi', 'hevc_videotoolbox', 'vp9_qsv'];
  const encoders = new Set([...software, ...otherCodecs, ...wanted.toReversed()]);
  expect(hardwareEncoders({ encoders })).toEqual(wanted);
});

test('A software encoder that exists is used without a trial.', async () => {
  const ffmpeg = await findFfmpeg();
  expect(await chooseEncoder({ ffmpeg, wanted: 'mpeg4', fallback: 'libx264' })).toEqual({
    encoder: 'mpeg4',
    reason: null,
  });
});

test('An encoder that this ffmpeg does not have is replaced, and the result says why.', async () => {
  const ffmpeg = await findFfmpeg();
  expect(await chooseEncoder({ ffmpeg, wanted: 'h264_nosuch', fallback: 'libx264' })).toEqual({
    encoder: 'libx264',
    reason: 'it is not part of this ffmpeg',
  });
});

test('Every hardware encoder of this ffmpeg either encodes a frame here or is replaced with its reason.', async () => {
  const ffmpeg = await findFfmpeg();
  for (const wanted of hardwareEncoders(ffmpeg)) {
    const { encoder, reason } = await chooseEncoder({ ffmpeg, wanted, fallback: 'libx264' });
    if (encoder === wanted) expect(reason).toBeNull();
    else
      expect({ encoder, reason }).toEqual({
        encoder: 'libx264',
        reason: expect.stringMatching(/^it does not work here \(.+\)$/),
      });
  }
});
