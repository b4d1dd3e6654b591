import { expect, test } from 'vitest';
import { coveringPart } from '../ir/placed-image.ts';
import { assetsOfPlan } from '../plan/assets-of-plan.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import type { AssetFacts } from './asset-facts.ts';
import { assetAudio, assetVideo, bindAssets } from './asset-pads.ts';
import { asset } from './asset-parameter.ts';

const digest = (digit: string): string => digit.repeat(64);
const image: AssetFacts = {
  ...{ sha256: digest('a'), kind: 'image', width: 640, height: 360 },
  ...{ durationSeconds: 0, hasAudio: false },
};
const video: AssetFacts = {
  ...image,
  sha256: digest('b'),
  kind: 'video',
  durationSeconds: 4,
  hasAudio: true,
};
const audio: AssetFacts = { ...video, sha256: digest('c'), kind: 'audio', width: 0, height: 0 };

test('Every mention of an asset becomes a separate input, and other pads stay as they are.', () => {
  const reading = (inputs: readonly string[]) => ({ inputs, filters: [], outputs: ['out'] });
  const chains = [
    reading(['0:V:0', assetVideo(image)]),
    reading([assetVideo(video), 'label']),
    reading([assetAudio(video)]),
    reading([assetVideo(image)]),
  ];
  const bound = bindAssets(chains, [image, video, image], 1);
  expect(bound.chains.map(({ inputs }) => inputs)).toEqual([
    ['0:V:0', '1:V:0'],
    ['2:V:0', 'label'],
    ['3:a:0'],
    ['4:V:0'],
  ]);
  expect(bound.inputs.map(({ media, kind }) => [media, kind])).toEqual([
    [image.sha256, 'image'],
    [video.sha256, 'video'],
    [video.sha256, 'video'],
    [image.sha256, 'image'],
  ]);
  expect(bound.inputs.map(({ inputArguments }) => inputArguments.length)).toEqual([0, 2, 2, 0]);
});

test.each([
  ['a path in the place of a digest', { ...image, sha256: '/etc/passwd' }],
  ['a kind that does not fit', audio],
  ['a picture without a size', { ...image, width: 0 }],
  ['a still that lasts', { ...image, durationSeconds: 3 }],
  ['a still with sound', { ...image, hasAudio: true }],
  ['a video that does not last', { ...video, durationSeconds: 0 }],
  ['a picture larger than any', { ...image, width: 100_000 }],
  ['a field that is not known', { ...image, path: 'logo.png' }],
])('%s is not an asset.', (_, value) => {
  const schema = asset(['image', 'video'], { description: 'any' });
  expect(schema.safeParse(image).success).toBe(true);
  expect(schema.safeParse(video).success).toBe(true);
  expect(schema.safeParse(value).success).toBe(false);
});

test('Plans are drawn from the assets that are given, in whatever order these come.', () => {
  const request = { strategy: 'standard', level: 'medium', seed: 4, index: 1 } as const;
  const only = ['blend', 'concat', 'image_overlay', 'picture_in_picture', 'audio_swap', 'hstack'];
  const draw = (assets: readonly AssetFacts[]) =>
    generatePlan({ ...request, sourceSha256: digest('f'), facts: ordinaryFacts, only, assets });
  const plan = draw([image, video, audio]);
  expect(draw([audio, video, image])).toEqual(plan);
  const used = assetsOfPlan(plan);
  expect(used.length).toBeGreaterThan(3);
  for (const one of used) expect([image, video, audio]).toContainEqual(one);
  expect(draw([image]).rejected).toContainEqual({
    name: 'audio_swap',
    reason: 'there is no audio among the assets',
  });
});

test('What covers a place is the largest part in the middle of its shape.', () => {
  expect(coveringPart({ width: 640, height: 360 }, { width: 100, height: 100 })).toEqual({
    ...{ x: 140, y: 0, w: 360, h: 360 },
  });
  expect(coveringPart({ width: 100, height: 300 }, { width: 50, height: 50 })).toEqual({
    ...{ x: 0, y: 100, w: 100, h: 100 },
  });
});
