import { describe, expect, test } from 'vitest';
import { parseFfprobeOutput } from './ffprobe-output.ts';
import { mediaFactsFrom } from './media-facts.ts';

const videoStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  pix_fmt: 'yuv420p',
  r_frame_rate: '30/1',
  avg_frame_rate: '30/1',
  duration: '10.000000',
  nb_frames: '300',
};

const audioStream = {
  index: 1,
  codec_type: 'audio',
  codec_name: 'aac',
  sample_rate: '48000',
  channels: 2,
  start_time: '0.021000',
  duration: '9.979000',
};

function outcomeOf(
  streams: readonly object[],
  format: object = { format_name: 'mov,mp4', duration: '10.0' },
) {
  const output = parseFfprobeOutput(JSON.stringify({ streams, format }));
  if (output === null) throw new Error('The document was not understood.');
  return mediaFactsFrom(output);
}

function factsOf(...streams: readonly object[]) {
  const outcome = outcomeOf(streams);
  if ('reason' in outcome) throw new Error(outcome.detail);
  return outcome.facts;
}

describe('mediaFactsFrom', () => {
  test('reads an ordinary file', () => {
    expect(factsOf(videoStream, audioStream)).toEqual({
      durationSeconds: 10,
      video: {
        codec: 'h264',
        width: 1920,
        height: 1080,
        frameRate: { numerator: 30, denominator: 1 },
        variableFrameRate: false,
        frameCount: 300,
        heldSeconds: 0,
        fieldOrder: 'progressive',
        pixelFormat: 'yuv420p',
        bitDepth: 8,
        rotationDegrees: 0,
        sampleAspectRatio: { numerator: 1, denominator: 1 },
        colorRange: 'limited',
        colorSpace: 'unknown',
        colorTransfer: 'unknown',
        colorPrimaries: 'unknown',
        chromaLocation: 'unknown',
        highDynamicRange: false,
        startSeconds: 0,
      },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 0.021, durationSeconds: 9.979 },
    });
  });

  test.each([
    ['a display matrix of -90 (counter-clockwise)', { side_data_list: [{ rotation: -90 }] }, 90],
    ['a display matrix of 90', { side_data_list: [{ rotation: 90 }] }, 270],
    ['a display matrix of -180', { side_data_list: [{ rotation: -180 }] }, 180],
    [
      'a matrix after other side data',
      { side_data_list: [{ side_data_type: 'CPB' }, { rotation: -90 }] },
      90,
    ],
    ['a rotate tag of 270 (clockwise)', { tags: { rotate: '270' } }, 270],
    ['an angle that is not a quarter turn', { side_data_list: [{ rotation: -37 }] }, 0],
  ])('turns %s into degrees clockwise', (_, extra, expected) => {
    const { video } = factsOf({ ...videoStream, sample_aspect_ratio: '4:3', ...extra });
    const sideways = expected % 180 === 90;
    expect(video.rotationDegrees).toBe(expected);
    expect([video.width, video.height]).toEqual(sideways ? [1080, 1920] : [1920, 1080]);
    expect(video.sampleAspectRatio.numerator).toBe(sideways ? 3 : 4);
  });

  test.each([
    ['equal rates', { avg_frame_rate: '30000/1001', r_frame_rate: '30000/1001' }, false],
    [
      'rates that differ by rounded time stamps',
      { avg_frame_rate: '29970/1000', r_frame_rate: '30000/1001' },
      false,
    ],
    ['a fine grid', { avg_frame_rate: '24/1', r_frame_rate: '90000/1' }, true],
    ['dropped frames', { avg_frame_rate: '27/1', r_frame_rate: '30/1' }, true],
    ['two fields a frame', { avg_frame_rate: '25/1', r_frame_rate: '50/1', field_order: 'tt' }, false],
    [
      'twice the rate without fields',
      { avg_frame_rate: '25/1', r_frame_rate: '50/1', field_order: 'progressive' },
      true,
    ],
  ])('detects a variable frame rate by %s', (_, extra, expected) => {
    expect(factsOf({ ...videoStream, ...extra }).video.variableFrameRate).toBe(expected);
  });

  test.each([
    ['yuv420p', 8],
    ['yuv411p', 8],
    ['nv12', 8],
    ['yuv420p10le', 10],
    ['yuva444p12be', 12],
    ['p010le', 10],
    ['gray10le', 10],
    ['gbrp14le', 16],
    ['rgb48le', 16],
    ['yuv420p9le', 10],
  ])('knows that %s has %i bits a sample', (pixelFormat, bits) => {
    expect(factsOf({ ...videoStream, pix_fmt: pixelFormat }).video.bitDepth).toBe(bits);
  });

  test.each([
    [{ color_range: 'pc' }, 'full'],
    [{ pix_fmt: 'yuvj420p' }, 'full'],
    [{ color_range: 'tv' }, 'limited'],
    [{}, 'limited'],
  ])('reads the range of %o', (extra, expected) => {
    expect(factsOf({ ...videoStream, ...extra }).video.colorRange).toBe(expected);
  });

  test.each(['smpte2084', 'arib-std-b67'])('calls %s high dynamic range', color_transfer => {
    expect(factsOf({ ...videoStream, color_transfer }).video.highDynamicRange).toBe(true);
  });

  test('passes over a cover picture', () => {
    const cover = { ...videoStream, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    expect(factsOf(cover, { ...videoStream, index: 1 }).video.codec).toBe('h264');
  });

  test.each([{ channels: 0 }, { sample_rate: '0' }, { codec_name: undefined }])(
    'takes a first audio stream with %o for none, whatever comes after it',
    extra => {
      expect(
        factsOf(videoStream, { ...audioStream, ...extra }, { ...audioStream, index: 2 }).audio,
      ).toBeNull();
    },
  );

  test('takes the length from the tag in which Matroska keeps it, counted from the start', () => {
    const { duration: _, nb_frames: __, ...bare } = videoStream;
    const tagged = { ...bare, start_time: '1.5', tags: { DURATION: '00:01:02.500000000' } };
    expect(factsOf(tagged).durationSeconds).toBe(61);
    expect(factsOf(tagged).video.frameCount).toBe(1830);
  });

  test('does not count frames before the cut, which an edit list hides', () => {
    expect(factsOf({ ...videoStream, duration: '8.000000' }).video.frameCount).toBe(240);
  });

  test.each([
    ['no streams', [], 'no-video'],
    ['audio alone', [audioStream], 'no-video'],
    ['a cover alone', [{ ...videoStream, disposition: { attached_pic: 1 } }], 'no-video'],
    ['an unknown codec', [{ ...videoStream, codec_name: undefined }], 'unreadable-video'],
    ['a codec that cannot be decoded', [{ ...videoStream, pix_fmt: undefined }], 'unreadable-video'],
    ['no size', [{ ...videoStream, width: 0 }], 'unreadable-video'],
  ])('gives a reason for %s', (_, streams, reason) => {
    expect(outcomeOf(streams)).toMatchObject({ reason });
  });
});

describe('parseFfprobeOutput', () => {
  test.each(['', 'not JSON', '{}', '[]', '{"streams":[{}],"format":{}}'])('refuses %j', text => {
    expect(parseFfprobeOutput(text)).toBeNull();
  });

  test('lets unknown fields through and takes N/A for absent', () => {
    const text = JSON.stringify({
      streams: [{ ...videoStream, duration: 'N/A', brand_new: { nested: true } }],
      format: { format_name: 'mov', brand_new: 1 },
      brand_new: [],
    });
    expect(parseFfprobeOutput(text)?.streams[0]?.duration).toBeUndefined();
  });
});
