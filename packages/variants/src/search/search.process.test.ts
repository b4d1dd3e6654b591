import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { canonicalDigest } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { outputFolderAt } from '../folder/output-folder.ts';
import { type CreateVariantsOptions, createVariants, planVariants } from '../index.ts';
import type { CandidateReport } from '../job/search-report.ts';
import { searchReportSchema } from '../job/search-report-schema.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { shortClip } from '../testing/clip.ts';
import { failingFfmpeg } from '../testing/failing-ffmpeg.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readSearch } from './saved-searches.ts';

/** A variant that is searched for. */
async function options(outDir: string): Promise<CreateVariantsOptions> {
  return { input: await shortClip(), outDir, count: 1, strategy: 'enhanced_metrics', seed: 4 };
}

async function recordsIn(outDir: string): Promise<readonly SucceededRecord[]> {
  const folder = outputFolderAt(outDir).recordsPath;
  const texts = await Promise.all(
    (await readdir(folder)).map(name => readFile(path.join(folder, name), 'utf8')),
  );
  return texts.map(text => JSON.parse(text) as SucceededRecord).sort((a, b) => a.index - b.index);
}

/** What a candidate is chosen for. */
function bothDistances(candidate: CandidateReport | undefined): number {
  const { alignedDistance = 0, nearestDistance = 0 } = candidate?.scores ?? {};
  return alignedDistance + nearestDistance;
}

/** What must be the same however a run went. */
async function lasting(outDir: string) {
  const { run: _, ...manifest } = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
  const searches = (await recordsIn(outDir)).map(({ search }) => search);
  return { manifest, searches };
}

test('A variant is the best of measured candidates, as its record says, and as planning finds without writing.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const { distractors: _, ...wanted } = { ...(await options(outDir)), count: 2 };
  const jobs = await planVariants(wanted);
  expect(await readdir(folder.path)).toEqual([]);
  expect(await createVariants(wanted)).toMatchObject({ succeeded: 2, failed: 0 });
  const records = await recordsIn(outDir);
  expect(records.map(({ id, search }) => ({ id, search }))).toEqual(
    jobs.map(({ id, search }) => ({ id, search })),
  );
  for (const { search, plan, similarity, measures } of records) {
    expect(search).toMatchObject({ qualityFloor: 0.9, keepsFloor: true, samples: { frames: 25 - 1 } });
    const candidates = search?.candidates ?? [];
    expect(candidates.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(candidates.map(({ steps }) => canonicalDigest(steps))).size).toBe(6);
    const keeping = candidates.filter(({ scores }) => (scores?.ssim ?? 0) >= 0.9);
    const chosen = candidates.find(({ number }) => number === search?.chosen);
    expect(bothDistances(chosen)).toBe(Math.max(...keeping.map(bothDistances)));
    expect(plan.steps).toEqual(chosen?.steps);
    expect(similarity?.pdq.alignedDistance).toBeGreaterThan(31);
    expect(measures?.quality?.ssim?.all).toBeGreaterThan(0.8);
  }
});

test('The search is saved before the render, and a run that was stopped between the two does not search again.', async () => {
  await using folder = await temporaryFolder();
  const [undisturbed, stopped] = [path.join(folder.path, 'undisturbed'), path.join(folder.path, 'stopped')];
  await createVariants(await options(undisturbed));
  const stop = new AbortController();
  const reason = new Error('enough');
  const first = createVariants({
    ...(await options(stopped)),
    onEvent: event => event.type === 'variant-started' && stop.abort(reason),
    signal: stop.signal,
  });
  await expect(first).rejects.toBe(reason);
  const stoppedFolder = outputFolderAt(stopped);
  const [saved = ''] = await readdir(stoppedFolder.searchesPath);
  const before = await readSearch(stoppedFolder, path.parse(saved).name, searchReportSchema);
  expect(before?.report.candidates).toHaveLength(6);

  expect(await createVariants(await options(stopped))).toMatchObject({ succeeded: 1, failed: 0 });
  expect(await lasting(stopped)).toEqual(await lasting(undisturbed));
  expect(await readSearch(stoppedFolder, path.parse(saved).name, searchReportSchema)).toEqual(before);
  expect(await createVariants(await options(stopped))).toMatchObject({ skipped: 1 });
});

test('Where no candidate keeps the floor, the one of the highest quality is taken, and the record says so.', async () => {
  await using folder = await temporaryFolder();
  const colours = { only: ['colour', 'texture'], qualityFloor: 1 };
  await createVariants({ ...(await options(folder.path)), ...colours });
  const [{ search } = {}] = await recordsIn(folder.path);
  expect(search?.keepsFloor).toBe(false);
  const qualities = search?.candidates.map(({ scores }) => scores?.ssim ?? 0) ?? [];
  expect(qualities[(search?.chosen ?? 0) - 1]).toBe(Math.max(...qualities));
});

test.skipIf(process.platform === 'win32')(
  'A run of ffmpeg that crashes once while candidates are measured changes nothing of what is found.',
  async () => {
    await using folder = await temporaryFolder();
    const [whole, crashed] = [path.join(folder.path, 'whole'), path.join(folder.path, 'crashed')];
    const one = { measure: 'off' } as const;
    await createVariants({ ...(await options(whole)), ...one });
    const ffmpegPath = await failingFfmpeg(folder.path, 'crashes', 1, 'ssim=shortest');
    await createVariants({ ...(await options(crashed)), ...one, ffmpegPath });
    expect(await readdir(path.join(folder.path, 'crashes-1'))).toContain('0');
    expect(await lasting(crashed)).toEqual(await lasting(whole));
  },
);
