import path from 'node:path';
import type { Plan } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { resolveOptions } from '../options/resolve-options.ts';
import { shortClip } from '../testing/clip.ts';
import { planInputs } from './plan-inputs.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { drawnSlots } from './variant-slot.ts';

test('Of a hundred thousand plans those are drawn whose turn has come, and a few to see what they need.', async () => {
  const options = { ...resolveOptions({ outDir: 'out', count: 1 }), ffmpeg: await findFfmpeg() };
  const inputs = await resolveInputs([{ path: await shortClip(), named: true }], { cacheFolder: null });
  let drawn = 0;
  const planFor = ({ fingerprint }: { fingerprint: string }, { index }: { index: number }): Plan => {
    drawn += 1;
    return {
      ...{ formatVersion: 1, strategy: 'standard', level: 'light', seed: 0, index },
      ...{ source: { sha256: fingerprint }, steps: [], rejected: [] },
    };
  };
  const slots = drawnSlots({ count: 100_000, controls: 0 });
  const [planned] = await Array.fromAsync(planInputs(inputs, options, { slots, planFor }));
  if (planned?.kind !== 'planned') throw new Error('The clip was not planned.');
  const { jobs } = planned;
  if (!(Symbol.iterator in jobs)) throw new Error('Plans that are drawn come without waiting.');
  expect(drawn).toBeLessThanOrEqual(64);

  const before = drawn;
  const names: string[] = [];
  for (const { output, index } of jobs) {
    names.push(path.basename(output));
    if (index === 3) break;
  }
  expect(drawn - before).toBe(3);
  expect(names[2]).toMatch(/^short\.v003\./);
  const [again] = jobs;
  expect(again?.output).toBe(names[0]);
});
