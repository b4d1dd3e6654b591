import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AssetFacts } from '../assets/asset-facts.ts';
import { generatedBrowser, generatedClips, generatedLogos } from '../generated-assets/generated-assets.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { expectAnnounced } from '../testing/expect-announced.ts';
import { makeClipFolder } from '../testing/render-clip.ts';

const folder = makeClipFolder('muted');
afterAll(() => folder[Symbol.dispose]());

const red = redClip();
const [still] = generatedClips as readonly [AssetFacts];
const logo = generatedLogos[0].facts;

/** A third of a second of red with a tone: another size and another rate than the clip's, and shorter. */
function redClip(): AssetFacts {
  const path = join(dirname(folder.clip), 'red.mp4');
  execFileSync('ffmpeg', [
    ...[
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'color=red:size=160x90:rate=30',
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000',
    ],
    ...['-t', '0.3', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', path],
  ]);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  folder.assetFiles.set(sha256, path);
  return { sha256, kind: 'video', width: 160, height: 90, durationSeconds: 0.3, hasAudio: true };
}

function step(name: string, params: PlanStep['params']): PlanStep {
  return { name, params };
}

/** What share of the pixels of each frame is red, by the plane that says so. */
function shareOfRed(steps: readonly PlanStep[]): readonly number[] {
  const compiled = compileSteps(folder.facts, steps);
  const { width, height, frameCount } = compiled.command.expected;
  const frames = folder.renderVideo(compiled);
  const size = (width * height * 3) / 2;
  expect(frames.length).toBe(frameCount * size);
  return Array.from({ length: frameCount }, (_, index) => {
    const plane = frames.subarray(index * size + (width * height * 5) / 4, (index + 1) * size);
    return plane.filter(value => value > 220).length / plane.length;
  });
}

test.each([
  ['picture_in_picture', { asset: red, size: 0.5, x: 1, y: 1 }, 0.25],
  ['hstack', { asset: red, share: 1, place: 'last' }, 0.5],
  ['vstack', { asset: red, share: 0.25, place: 'first' }, 0.2],
  ['onto_background', { asset: red, size: 0.5, x: 0.5, y: 0.5 }, 0.75],
])('%s shows a video that is shorter than the source in every frame', (name, params, share) => {
  const shares = shareOfRed([step(name, params)]);
  expect(shares).toHaveLength(50);
  for (const found of shares) expect(found).toBeCloseTo(share, 2);
});

test('blend lets a video shine through every pixel of every frame', () => {
  const [untouched, blended] = [[], [step('blend', { asset: red, share: 0.5 })]].map(steps =>
    folder.renderVideo(compileSteps(folder.facts, steps)),
  ) as [Uint8Array, Uint8Array];
  // The red difference of red is 240 in limited range; half of it comes from there.
  const at = (frame: number): number => frame * 115_200 + 100_000;
  for (const frame of [0, 20, 49]) {
    const expected = ((untouched[at(frame)] ?? 0) + 240) / 2;
    expect(Math.abs((blended[at(frame)] ?? 0) - expected)).toBeLessThanOrEqual(2);
  }
});

test.each([
  ['concat', { asset: red, seconds: 0.4, place: 'before' }, [[0, 10]], 60],
  ['concat', { asset: red, seconds: 0.4, place: 'after' }, [[50, 60]], 60],
  ['insert_clip', { asset: red, position: 0.5, seconds: 0.6 }, [[25, 40]], 65],
  [
    'insert_in_background',
    { asset: red, before: 0.2, after: 0.6 },
    [
      [0, 5],
      [55, 70],
    ],
    70,
  ],
  [
    'replace_with_background',
    { asset: red, start: 0.1, end: 0.2 },
    [
      [0, 5],
      [40, 50],
    ],
    50,
  ],
] as const)('%s shows the other video in just its frames: %o', (name, params, stretches, frames) => {
  const shares = shareOfRed([step(name, params)]);
  const isRed = (frame: number): boolean => stretches.some(([first, end]) => frame >= first && frame < end);
  expect(shares.map(share => Math.round(share * 100) / 100)).toEqual(
    Array.from({ length: frames }, (_, frame) => (isRed(frame) ? 1 : 0)),
  );
});

test('a joined video brings its audio, as long as it is shown, and the rest stays in time', () => {
  const joined = compileSteps(folder.facts, [step('concat', { asset: red, seconds: 0.4, place: 'before' })]);
  const [left = new Float32Array()] = folder.renderAudio(joined);
  const [own = new Float32Array()] = folder.renderAudio(compileSteps(folder.facts, []));
  const offset = Math.round(0.4 * 44_100);
  expect(left.length).toBe(own.length + offset);
  expect(left.subarray(offset + 1000, offset + 1100)).toEqual(own.subarray(1000, 1100));
  const loudness = Math.max(...left.subarray(2000, offset - 2000).map(Math.abs));
  expect(loudness).toBeGreaterThan(0.05);
});

const frame = { left: 0.0167, top: 0.118, right: 0.9833, bottom: 0.9738, fit: 'whole' };
const movedAfterwards = step('zoom', { factor: 1.1, x: 0.3, y: 0.6 });
const recoloured = step('brightness', { amount: 0.05 });

test.each([
  ['a logo', [step('image_overlay', { asset: logo, size: 0.4, x: 0.3, y: 0.6, opacity: 0.8 })]],
  [
    'a logo, then a zoom',
    [step('image_overlay', { asset: logo, size: 0.4, x: 0.3, y: 0.6, opacity: 1 }), movedAfterwards],
  ],
  [
    'a logo, then a colour change',
    [step('image_overlay', { asset: logo, size: 0.4, x: 0, y: 0, opacity: 1 }), recoloured],
  ],
  ['a background', [step('onto_background', { asset: still, size: 0.6, x: 0.4, y: 0.6 })]],
  ['a screenshot', [step('screenshot_frame', { asset: generatedBrowser.facts, ...frame })]],
  ['a bar beside the picture', [step('hstack', { asset: still, share: 0.3, place: 'first' })]],
  ['a still that shines through', [step('blend', { asset: still, share: 0.3 })]],
] as const)('%s looks the same whether it is fused or plain', (_, steps) => {
  const [plain, fused] = [true, false].map(isPlain =>
    folder.renderVideo(compileSteps(folder.facts, steps, { plain: isPlain })),
  ) as [Uint8Array, Uint8Array];
  expect(fused.length).toBe(plain.length);
  let squares = 0;
  for (let at = 0; at < plain.length; at++) squares += ((plain[at] ?? 0) - (fused[at] ?? 0)) ** 2;
  const psnr = 10 * Math.log10((255 ** 2 * plain.length) / squares);
  expect(psnr).toBeGreaterThanOrEqual(45);
});

test.each([
  ['a section shown again', step('loop', { position: 0.3, seconds: 0.4, times: 2 }), 70],
  ['a lower rate', step('frame_rate', { factor: 0.5 }), 25],
  ['a cut', step('trim', { start: 0.1, end: 0.3 }), 30],
  ['another speed', step('speed', { factor: 0.8, pitch: 'kept' }), 63],
])('%s after videos were joined shows them in every frame', (_, later, frames) => {
  const shares = shareOfRed([
    step('hstack', { asset: red, share: 1, place: 'first' }),
    step('onto_background', { asset: red, size: 0.5, x: 0.5, y: 0.5 }),
    later,
  ]);
  expect(shares).toHaveLength(frames);
  for (const found of shares) expect(found).toBeCloseTo(0.875, 2);
});

test('assets are read without a byte changing by the number of threads', () => {
  const steps = [
    step('picture_in_picture', { asset: red, size: 0.3, x: 0, y: 0 }),
    step('insert_clip', { asset: red, position: 0.4, seconds: 0.5 }),
    step('concat', { asset: still, seconds: 0.4, place: 'after' }),
  ];
  const compiled = compileSteps(folder.facts, steps);
  const paths = [1, 2, 3].map(threads => folder.render(compiled, `second-${threads}`, threads));
  for (const path of paths) expect(readFileSync(path).equals(readFileSync(paths[0] ?? ''))).toBe(true);
  expectAnnounced(paths[0] ?? '', compiled);
});
