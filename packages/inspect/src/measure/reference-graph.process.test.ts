import { join } from 'node:path';
import { type CommandInput, compilePlan, defaultEncodeSettings, type Plan } from '@variegate/core-filters';
import { findFfmpeg, type OpenInput, openInput, render } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { probe } from '../probe/probe.ts';
import { generatedClip, ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { measure } from './measure.ts';
import type { Quality } from './measure-quality.ts';
import { planReference } from './reference-graph.ts';

const resolveFile = (reference: string) => reference;

/** A plan with the given steps. */
function planOf(steps: Plan['steps']): Plan {
  return {
    ...{ formatVersion: 1, strategy: 'custom', level: 'medium', seed: 0, index: 1, rejected: [] },
    ...{ source: { sha256: 'ab'.repeat(32) }, steps },
  };
}

/** Makes a variant of the ordinary clip by a plan, and measures its quality against the reference of that plan. */
async function qualityOf(steps: Plan['steps'], clip: OpenInput | null = null): Promise<Quality | null> {
  await using folder = await temporaryFolder();
  const [ffmpeg, source] = [await findFfmpeg(), await ordinaryClip()];
  const { facts } = await probe(source, { ffmpeg });
  const plan = planOf(steps);
  const encode = { ...defaultEncodeSettings, crf: 12 };
  const compiled = compilePlan({ plan, facts, encode, provenance: null });
  const outputPath = join(folder.path, 'variant.mp4');
  await using input = await openInput(source, 'video');
  const opened = (inputs: readonly CommandInput[]) =>
    inputs.map(({ media }) => (media === 'source' || clip === null ? input : clip));
  await using rendering = render(compiled.command, {
    ...{ ffmpeg, resolveFile, outputPath, replace: false, verify: async () => null },
    inputs: opened(compiled.command.inputs),
  });
  await rendering.result;
  const reference = planReference({ plan, facts, resolveFile });
  const { quality } = await measure(source, outputPath, {
    ...{ ffmpeg, segments: compiled.segments, cacheFolder: folder.path },
    ...{ reference, referenceInputs: opened(reference.inputs) },
  });
  return quality;
}

const mirrored = { name: 'horizontal_flip', params: {} };
const faster = { name: 'speed', params: { factor: 1.25, pitch: 'kept' } };
const cropped = { name: 'crop', params: { width: 0.8, height: 0.7, x: 0.3, y: 0.6 } };
const backwards = { name: 'reverse', params: { position: 0.5, seconds: 1 } };
const darker = { name: 'brightness', params: { amount: -0.2 } };

describe('The quality of a variant that was made by a plan', () => {
  test.each([
    ['geometry', [mirrored, cropped]],
    ['time', [faster]],
    ['time that runs backwards', [backwards]],
    ['both', [cropped, faster, mirrored]],
  ])('of nothing but %s is that of its encoding alone.', async (_, steps) => {
    const quality = await qualityOf(steps);
    expect(quality?.reference).toBe('given');
    expect(quality?.ssim?.all).toBeGreaterThan(0.98);
    expect(quality?.psnr?.average).toBeGreaterThan(38);
  });

  test('is lower by what its other steps did, and they are not done to the reference.', async () => {
    const quality = await qualityOf([cropped, darker, mirrored]);
    expect(quality?.psnr?.average).toBeLessThan(25);
    expect(quality?.ssim?.all).toBeGreaterThan(0.5);
  });

  test('counts frames of another clip as they are where the plan puts them in.', async () => {
    const path = await generatedClip(
      'inserted.mp4',
      ...['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=1'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    );
    await using clip = await openInput(path, 'video');
    const asset = {
      ...{ sha256: 'cd'.repeat(32), kind: 'video', width: 320, height: 240, durationSeconds: 1 },
      hasAudio: false,
    };
    const joined = { name: 'concat', params: { asset, seconds: 0.6, place: 'before' } };
    const quality = await qualityOf([joined, mirrored], clip);
    expect(quality?.ssim?.all).toBeGreaterThan(0.98);
  });
});
