import type { AssetFacts } from '../assets/asset-facts.ts';
import {
  generatedBrowser,
  generatedClips,
  generatedFaces,
  generatedLogos,
  generatedSounds,
} from '../generated-assets/generated-assets.ts';
import type { PlanStep } from '../plan/plan.ts';

/** What does here what a transformation of AugLy does. */
export interface AuglyEquivalent {
  /** Name in AugLy. */
  readonly augly: string;
  /** Steps of a plan with examples of parameters; empty where users write their own. */
  readonly steps: readonly PlanStep[];
  /** What is different, or how it is used; empty where names say it all. */
  readonly note: string;
}

const [clip] = generatedClips as readonly [AssetFacts];
const logo = generatedLogos[0].facts;
const face = generatedFaces[0].facts;
const sound = generatedSounds[0].facts;
const browser = generatedBrowser.facts;
const black = '000000';
const white = 'ffffff';

/**
 * The 44 video transformations of AugLy, each by a step or a short plan of ours, for users who come from there.
 *
 * @see https://github.com/facebookresearch/AugLy
 */
export const auglyEquivalents: readonly AuglyEquivalent[] = [
  like('add_noise', [step('film_grain', { strength: 25, seed: 1 })]),
  like('apply_lambda', [], '`defineTransformation`, then `createCatalogue`'),
  like('audio_swap', [step('audio_swap', { asset: sound, offset: 0 })]),
  like(
    'augment_audio',
    [step('pitch', { semitones: 2 }), step('gain', { decibels: -6 })],
    'any steps of the audio layer',
  ),
  like('blend_videos', [step('blend', { asset: clip, share: 0.4 })], 'mixing by shares is the only mode'),
  like('blur', [step('blur', { sigma: 2 })]),
  like('brightness', [step('brightness', { amount: 0.15 })]),
  like('change_aspect_ratio', [step('resize', { width: 0.75, height: 1 })]),
  like('change_video_speed', [step('speed', { factor: 1.5, pitch: 'kept' })], 'the audio stays in sync'),
  like('color_jitter', [
    step('brightness', { amount: 0.1 }),
    step('contrast', { factor: 1.2 }),
    step('saturation', { factor: 1.3 }),
  ]),
  like(
    'concat',
    [step('concat', { asset: clip, seconds: 0.5, place: 'after' })],
    'one step for each further clip, before or after',
  ),
  like('contrast', [step('contrast', { factor: 1.4 })]),
  like('crop', [step('crop', { width: 0.5, height: 0.5, x: 0.5, y: 0.5 })]),
  like('encoding_quality', [step('quality', { crfOffset: 15 })], 'relative to the quality of the run'),
  like('fps', [step('frame_rate', { factor: 0.5 })], 'relative to the rate of the source'),
  like('grayscale', [step('grayscale', {})]),
  like('hflip', [step('horizontal_flip', {})]),
  like('hstack', [step('hstack', { asset: clip, share: 1, place: 'last' })]),
  like('insert_in_background', [step('insert_in_background', { asset: clip, before: 0.4, after: 0.6 })]),
  like(
    'insert_in_background_multiple',
    [
      step('insert_clip', { asset: clip, position: 0.5, seconds: 0.4 }),
      step('insert_in_background', { asset: clip, before: 0.4, after: 0.4 }),
    ],
    'stretches of one source in a background; each interruption is a step',
  ),
  like('loop', [step('loop', { position: 0, seconds: 2, times: 1 })], 'the whole or a section'),
  like('meme_format', [step('meme_caption', { text: 'LOL', height: 0.25, bar: white, colour: black })]),
  like(
    'overlay',
    [step('image_overlay', { asset: logo, size: 0.3, x: 0.1, y: 0.1, opacity: 0.9 })],
    'a moving picture: `picture_in_picture`',
  ),
  like('overlay_dots', [step('dots', { count: 40, size: 0.02, colour: white, seed: 3 })]),
  like('overlay_emoji', [step('emoji', { asset: face, size: 0.3, x: 0.4, y: 0.6 })]),
  like('overlay_onto_background_video', [
    step('onto_background', { asset: clip, size: 0.7, x: 0.5, y: 0.5 }),
  ]),
  like('overlay_onto_screenshot', [
    step('screenshot_frame', {
      asset: browser,
      ...{ left: 0.0167, top: 0.118, right: 0.9833, bottom: 0.9738 },
      fit: 'whole',
    }),
  ]),
  like(
    'overlay_shapes',
    [step('shapes', { shape: 'star', count: 3, size: 0.2, colour: 'e74c3c', seed: 5 })],
    'lines: `stripes`; rectangles: `box`',
  ),
  like('overlay_text', [
    step('text', { text: 'any text ☺', size: 0.1, x: 0.5, y: 0.5, colour: white, style: 'box' }),
  ]),
  like('pad', [step('pad', { x: 0.25, y: 0.25, colour: black })]),
  like('perspective_transform_and_shake', [
    step('perspective', { topLeft: 0.05, topRight: 0.1, bottomLeft: 0.02, bottomRight: 0.08 }),
    step('camera_shake', { amount: 0.06, period: 0.5 }),
  ]),
  like('pixelization', [step('pixelize', { block: 0.03 })]),
  like('remove_audio', [step('remove_audio', {})]),
  like('replace_with_background', [step('replace_with_background', { asset: clip, start: 0.2, end: 0.2 })]),
  like('replace_with_color_frames', [
    step('replace_with_color_frames', { position: 0.5, seconds: 0.4, colour: black }),
  ]),
  like('resize', [step('resize', { width: 0.6, height: 0.8 })], 'relative to the size of the source'),
  like('rotate', [step('rotate', { degrees: 15, colour: black })], 'the frame keeps its size'),
  like('scale', [step('resize', { width: 0.5, height: 0.5 })]),
  like('shift', [step('shift', { x: 0.2, y: 0.1, colour: black })]),
  like('time_crop', [step('trim', { start: 0.25, end: 0.25 })]),
  like('time_decimate', [step('time_decimate', { start: 0.1, keep: 0.2, skip: 0.1 })]),
  like('trim', [step('trim', { start: 0.2, end: 0.3 })]),
  like(
    'vflip',
    [step('horizontal_flip', {}), step('rotate', { degrees: 180, colour: black })],
    'compiled to one `vflip`',
  ),
  like('vstack', [step('vstack', { asset: clip, share: 1, place: 'last' })]),
];

function like(augly: string, steps: readonly PlanStep[], note = ''): AuglyEquivalent {
  return { augly, steps, note };
}

function step(name: string, params: PlanStep['params']): PlanStep {
  return { name, params };
}
