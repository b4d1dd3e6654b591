import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, parse } from 'node:path';
import type { SegmentMap } from '@variegate/core-filters';
import { fingerprint, probe } from '@variegate/inspect';
import { findFfmpeg } from '@variegate/runner';
import { renderPlans } from '@variegate/variants';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSegments, type TruthRow } from './check-segments.ts';
import { drawTimePlan } from './draw-time-plan.ts';
import { makeCounterClips } from './make-counter-clips.ts';
import { readCounters } from './read-counters.ts';

const plansPerClip = 20;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-ground-truth-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('The ground truth of 100 plans that change time is what the counters in the pictures show.', async () => {
  const clips = await makeCounterClips(folder);
  const checked = [];
  for (const clip of clips) checked.push(...(await checkClip(clip)));
  const within = checked.filter(({ agreements }) => !agreements.includes('wrong'));
  const exact = checked.filter(({ agreements }) => agreements.every(each => each === 'exact'));
  const wrong = checked.filter(each => !within.includes(each));
  const described = wrong.map(({ name, steps, agreements, row }) =>
    JSON.stringify({ name, agreements, row, steps }),
  );
  expect(checked.length).toBeGreaterThan(100);
  expect(within.length / checked.length, described.join('\n')).toBeGreaterThanOrEqual(0.999);
  // What is not exact is a picture that `frame_drop` holds across a cut.
  expect(exact.length / checked.length).toBeGreaterThanOrEqual(0.95);
});

async function checkClip(clip: string) {
  const ffmpeg = await findFfmpeg();
  const sha256 = await fingerprint(clip);
  const { facts } = await probe(clip, { ffmpeg });
  const plans = Array.from({ length: plansPerClip }, (_, place) =>
    drawTimePlan({ seed: 6, clip: basename(clip), index: place + 1, sha256, facts }),
  );
  const outDir = join(folder, parse(clip).name);
  const summary = await renderPlans({ input: clip, plans, outDir, measure: 'off' });
  const failures = (summary.variants ?? []).flatMap(({ error }) => (error === null ? [] : [error.message]));
  expect(failures, basename(clip)).toEqual([]);

  const source = await readCounters(clip);
  expect(source.filter(({ counter }) => counter === null)).toEqual([]);
  const rows = await truthRows(outDir);
  const checked = [];
  for (const { output, index, segments } of await variantsOf(outDir)) {
    const ofVariant = (rows.get(parse(output).name) ?? []).map((row, place) => ({
      ...row,
      direction: segments[place]?.direction ?? 1,
    }));
    expect(ofVariant).toHaveLength(segments.length);
    const variant = await readCounters(join(outDir, output));
    const steps = plans.find(plan => plan.index === index)?.steps;
    for (const segment of checkSegments(ofVariant, variant, source)) {
      checked.push({ name: output, steps, ...segment });
    }
  }
  return checked;
}

/** The rows of `ground_truth.csv`, by `query_id`; names of these clips need no quotes. */
async function truthRows(
  outDir: string,
): Promise<ReadonlyMap<string, readonly Omit<TruthRow, 'direction'>[]>> {
  const [, ...lines] = (await readFile(join(outDir, 'ground_truth.csv'), 'utf8')).trimEnd().split('\n');
  const rows = lines.map(line => {
    const [queryId = '', , ...times] = line.split(',');
    const [queryStart = 0, queryEnd = 0, refStart = 0, refEnd = 0] = times.map(Number);
    return { queryId, queryStart, queryEnd, refStart, refEnd };
  });
  return Map.groupBy(rows, ({ queryId }) => queryId);
}

interface ManifestVariant {
  readonly output: string;
  readonly index: number;
  readonly segments: SegmentMap;
}

async function variantsOf(outDir: string): Promise<readonly ManifestVariant[]> {
  const manifest = JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8'));
  return manifest.variants;
}
