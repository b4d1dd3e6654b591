import { expect, test } from 'vitest';
import { findFfmpeg } from './find-ffmpeg.ts';
import { chooseEncoder, hardwareEncoders } from './hardware-encoders.ts';

test('Hardware encoders are listed by name, software encoders are not among them.', () => {
  const encoders = new Set(['libx264', 'h264_vaapi', 'h264_nvenc', 'mjpeg_qsv', 'aac', 'hevc_videotoolbox']);
  expect(hardwareEncoders({ encoders })).toEqual(['h264_nvenc', 'h264_vaapi', 'hevc_videotoolbox']);
});

test('A software encoder that is there is taken without a trial.', async () => {
  const ffmpeg = await findFfmpeg();
  expect(await chooseEncoder({ ffmpeg, wanted: 'mpeg4', fallback: 'libx264' })).toEqual({
    encoder: 'mpeg4',
    reason: null,
  });
});

test('An encoder that this ffmpeg does not have is replaced, and the user can be told.', async () => {
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
