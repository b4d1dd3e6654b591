import { expect, test } from 'vitest';
import { findTransformation } from '../catalogue/create-catalogue.ts';
import { auglyEquivalents } from './augly-equivalents.ts';
import { auglyPage } from './augly-page.ts';

/** AugLy's video transformations, by the names of its functions. */
const names = [
  ...['add_noise', 'apply_lambda', 'audio_swap', 'augment_audio', 'blend_videos', 'blur', 'brightness'],
  ...['change_aspect_ratio', 'change_video_speed', 'color_jitter', 'concat', 'contrast', 'crop'],
  ...['encoding_quality', 'fps', 'grayscale', 'hflip', 'hstack', 'insert_in_background'],
  ...['insert_in_background_multiple', 'loop', 'meme_format', 'overlay', 'overlay_dots', 'overlay_emoji'],
  ...['overlay_onto_background_video', 'overlay_onto_screenshot', 'overlay_shapes', 'overlay_text', 'pad'],
  ...['perspective_transform_and_shake', 'pixelization', 'remove_audio', 'replace_with_background'],
  ...[
    'replace_with_color_frames',
    'resize',
    'rotate',
    'scale',
    'shift',
    'time_crop',
    'time_decimate',
    'trim',
  ],
  ...['vflip', 'vstack'],
];

test("Each of AugLy's 44 has its equivalent.", () => {
  expect(names).toHaveLength(44);
  expect(auglyEquivalents.map(({ augly }) => augly)).toEqual(names);
});

test('The steps are of the catalogue, and their parameters are as its schemas read them.', () => {
  for (const { name, params } of auglyEquivalents.flatMap(({ steps }) => steps)) {
    expect(findTransformation(name)?.params.parse(params), name).toEqual(params);
  }
});

test('The page in docs is the one that the equivalents make.', async () => {
  await expect(auglyPage()).toMatchFileSnapshot('../../../../docs/augly.md');
});
