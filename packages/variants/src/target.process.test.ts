import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from './batch/host.ts';
import { outputFolderAt } from './folder/output-folder.ts';
import {
  type CreateVariantsOptions,
  createVariants,
  planVariants,
  type SucceededRecord,
  type Summary,
} from './index.ts';
import { correctedJob } from './job/variant-job.ts';
import { createVariantsBatchOn } from './library/create-variants-batch.ts';
import { resolveOptions } from './options/resolve-options.ts';
import { renderVariant } from './rendering/render-variant.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function options(outDir: string): Promise<CreateVariantsOptions> {
  return { input: await shortClip(), outDir, count: 1, seed: 4 };
}

async function recordsOf({ outDir, variants = [] }: Summary): Promise<readonly SucceededRecord[]> {
  const { recordsPath } = outputFolderAt(outDir);
  const texts = await Promise.all(
    variants.map(({ id }) => readFile(path.join(recordsPath, `${id}.json`), 'utf8')),
  );
  return texts.map(text => JSON.parse(text) as SucceededRecord);
}

test('Finished variants measure what the target asks for, say so everywhere, and are found again; controls have no target.', async () => {
  await using folder = await temporaryFolder();
  const events: Record<string, unknown>[] = [];
  const wanted = { ...(await options(folder.path)), count: 2, controls: 1, targetDistance: '40..70' };
  const planned = await planVariants(wanted);
  const summary = await createVariants({ ...wanted, onEvent: event => events.push({ ...event }) });
  expect(summary).toMatchObject({ succeeded: 3, failed: 0, targetsMissed: 0 });
  const records = await recordsOf(summary);
  // What is planned is what is made, however often a plan was corrected.
  expect(records.map(({ id }) => id).sort()).toEqual(planned.map(({ id }) => id).sort());
  const edited = records.filter(({ kind }) => kind === 'variant');
  expect(edited).toHaveLength(2);
  for (const { target, targetMet, similarity, targetSearch, run, search } of edited) {
    expect({ target, targetMet, search }).toEqual({
      ...{ target: { distance: { from: 40, to: 70 } }, targetMet: true, search: undefined },
    });
    const distance = similarity?.pdq.alignedDistance ?? 0;
    expect(distance).toBeGreaterThanOrEqual(40);
    expect(distance).toBeLessThanOrEqual(70);
    // Far more frames than one a second.
    expect(similarity?.pdq.pairedFrames).toBeGreaterThan(10);
    expect(targetSearch?.renders.at(-1)?.figures.distance).toBe(distance);
    expect(run.searchCpuSeconds).toBeGreaterThan(0);
  }
  const [control] = records.filter(({ kind }) => kind === 'control');
  expect(control).not.toHaveProperty('target');
  const manifest = JSON.parse(await readFile(path.join(folder.path, 'manifest.json'), 'utf8'));
  expect(manifest.options.target).toEqual({ distance: { from: 40, to: 70 } });
  expect(manifest.run.targetsMissed).toBe(0);
  const met = (one: { targetMet?: boolean }) => one.targetMet === true;
  expect(manifest.variants.filter(met)).toHaveLength(2);
  expect(events.filter(({ type }) => type === 'variant-succeeded').filter(met)).toHaveLength(2);

  expect(await createVariants(wanted)).toMatchObject({ skipped: 3, succeeded: 0, targetsMissed: 0 });
  expect(await recordsOf(summary)).toEqual(records);
  const other = await createVariants({ ...wanted, controls: 0, targetDistance: '45..75' });
  expect(other).toMatchObject({ succeeded: 2, skipped: 0 });
});

test('A target that no chain can reach is published with the nearest, and counted as missed.', async () => {
  await using folder = await temporaryFolder();
  const summary = await createVariants({
    ...(await options(folder.path)),
    ...{ only: ['brightness', 'gamma'], targetDistance: '100..110' },
  });
  expect(summary).toMatchObject({ succeeded: 1, failed: 0, targetsMissed: 1 });
  const [record] = await recordsOf(summary);
  expect(record).toMatchObject({ targetMet: false, target: { distance: { from: 100, to: 110 } } });
  const distances = record?.targetSearch?.candidates.map(({ scores }) => scores?.distance ?? 0) ?? [];
  expect(distances[(record?.targetSearch?.chosen ?? 0) - 1]).toBe(Math.max(...distances));
  expect((await readdir(folder.path)).filter(name => /^\.tmp|\.mp4$/.test(name))).toEqual([record?.output]);
  // What was searched for in vain after the render is reported and counted too.
  const { searchesPath } = outputFolderAt(folder.path);
  const [saved] = await readdir(searchesPath);
  const first = JSON.parse(await readFile(path.join(searchesPath, saved ?? ''), 'utf8'));
  expect(record?.run.searchCpuSeconds).toBeGreaterThan(first.run.cpuSeconds);
  expect(distances.length).toBeGreaterThan(first.report.candidates.length);
});

test('Of files that all miss, the nearest is published, whenever it was rendered; of others, and of renders that fail, nothing is left.', async () => {
  await using folder = await temporaryFolder();
  let renders = 0;
  let isBroken = true;
  const { input, ...rest } = await options(path.join(folder.path, 'out'));
  const wanted = {
    ...{ ...rest, inputs: [input], targetDistance: '20..24', only: ['rotate', 'brightness', 'gamma'] },
    retries: 0,
  };
  const left = async () => (await readdir(rest.outDir)).filter(name => /^\.tmp|\.mp4$/.test(name));
  await using host = await openHost({
    ...resolveOptions({ outDir: rest.outDir }),
    // Files that are further away than their samples are: the first a little, the others as far as can be.
    render(job, how) {
      renders += 1;
      if (isBroken && renders > 1) throw new Error('It breaks while the first file is held.');
      const step =
        renders === 1
          ? { name: 'shear', params: { x: 0.08, y: 0, colour: '000000' } }
          : { name: 'horizontal_flip', params: {} };
      const plan = { ...job.plan, steps: [...job.plan.steps, step] };
      return renderVariant(correctedJob(job, { plan }), how);
    },
  });
  expect(await createVariantsBatchOn(host, wanted)).toMatchObject({ succeeded: 0, failed: 1 });
  expect(renders).toBeGreaterThan(1);
  expect(await left()).toEqual([]);

  [renders, isBroken] = [0, false];
  const summary = await createVariantsBatchOn(host, wanted);
  expect(summary).toMatchObject({ succeeded: 1, failed: 0, targetsMissed: 1 });
  const [record] = await recordsOf(summary);
  const made = record?.targetSearch?.renders ?? [];
  expect(renders).toBeGreaterThan(1);
  expect(made).toHaveLength(renders);
  expect(record).toMatchObject({ targetMet: false, targetSearch: { chosen: made[0]?.candidate } });
  const distances = made.map(({ figures }) => figures.distance);
  expect(record?.similarity?.pdq.alignedDistance).toBe(distances[0]);
  expect(Math.min(...distances.map(Number))).toBe(distances[0]);
  const published = await readFile(path.join(rest.outDir, record?.output ?? ''));
  expect(createHash('sha256').update(published).digest('hex')).toBe(record?.sha256);
  expect(await left()).toEqual([record?.output]);
  expect(await createVariantsBatchOn(host, wanted)).toMatchObject({ skipped: 1, targetsMissed: 1 });
});

test('A recipe, a share of matched frames and the quality can be aimed at too.', async () => {
  await using folder = await temporaryFolder();
  const recipe = {
    name: 'turned',
    steps: [{ name: 'rotate', params: { degrees: { range: [0, 30] } } }, { name: 'gamma' }],
  };
  const summary = await createVariants({
    ...(await options(folder.path)),
    ...{ recipe, targetMatch: '..30%', targetSsim: '0.8..' },
  });
  expect(summary).toMatchObject({ succeeded: 1, targetsMissed: 0 });
  const [record] = await recordsOf(summary);
  expect(record).toMatchObject({ recipe: { name: 'turned' }, targetMet: true });
  expect(record?.similarity?.pdq.matchedFramesPercent).toBeLessThanOrEqual(30);
  expect(record?.measures?.quality?.ssim?.all).toBeGreaterThanOrEqual(0.8);
});

test('A band that the frames of an input cannot express is refused with what is possible.', async () => {
  await using folder = await temporaryFolder();
  const wanted = { ...(await options(path.join(folder.path, 'out'))), targetMatch: '41..43%' };
  await expect(createVariants(wanted)).rejects.toMatchObject({
    code: 'VARIANTS_INPUTS_UNUSABLE',
    message: expect.stringMatching(/25 frames .* in steps of 4 %.* Give a band of at least 4 %/),
  });
  expect(await readdir(folder.path)).toEqual([]);
});
