import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createVariants, createVariantsBatch, type VariegateEvent } from './index.ts';
import { otherClip, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly index: number;
  readonly output: string;
  readonly similarity: { readonly pdq: { readonly matchedFramesPercent: number } };
}

async function manifestOf(
  folder: string,
): Promise<{ sources: { file: string; role: string }[]; variants: Row[] }> {
  return JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
}

/** The rows of the ground truth, by query. */
async function truthOf(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const [, ...lines] = (await readFile(path.join(folder, 'ground_truth.csv'), 'utf8')).trim().split('\n');
  return new Map(lines.map(line => [line.split(',')[0] ?? '', line.split(',').slice(1)]));
}

test('A test set has variants, controls that show all of their source, and distractors that the ground truth leaves out.', async () => {
  await using folder = await temporaryFolder();
  const others = path.join(folder.path, 'others', 'deeper');
  await mkdir(others, { recursive: true });
  await copyFile(await otherClip(), path.join(others, 'other.mp4'));
  // A member of the set among the others is none of them.
  await copyFile(await shortClip(), path.join(others, 'member.mp4'));
  const outDir = path.join(folder.path, 'out');
  const request = {
    inputs: [await shortClip()],
    distractors: [path.join(folder.path, 'others')],
    outDir,
    count: 2,
    controls: 2,
  };
  const summary = await createVariantsBatch(request);
  expect(summary).toMatchObject({ requested: 6, succeeded: 6, failed: 0, resultsError: null });
  expect(summary.variants?.map(({ kind, index }) => `${kind} ${index}`)).toEqual([
    ...['variant 1', 'variant 2', 'control 1', 'control 2'],
    ...['distractor 1', 'distractor 2'],
  ]);
  expect(summary.duplicates.map(({ source }) => path.basename(source))).toEqual(['member.mp4']);

  const { sources, variants } = await manifestOf(outDir);
  expect(sources.filter(({ role }) => role === 'distractor').map(({ file }) => file)).toEqual(['other.mp4']);
  expect(variants.map(({ kind }) => kind)).toEqual(summary.variants?.map(({ kind }) => kind));
  const truth = await truthOf(outDir);
  for (const { kind, output, similarity } of variants) {
    const row = truth.get(path.parse(output).name);
    if (kind === 'control') {
      expect(row).toEqual(['short', '0', '1', '0', '1']);
      expect(similarity.pdq.matchedFramesPercent).toBe(100);
    } else {
      expect(row === undefined).toBe(kind === 'distractor');
    }
    // The name does not reveal the kind.
    expect(output).toMatch(/^(short|other)\.v00[12]\.[0-9a-f]{6}\.mp4$/);
  }

  expect(await createVariantsBatch(request)).toMatchObject({ succeeded: 0, skipped: 6 });
  const more = await createVariantsBatch({ ...request, controls: 3, distractors: [] });
  expect(more).toMatchObject({ requested: 5, succeeded: 1, skipped: 4 });
});

test('WebM holds VP9 and Opus, comes out the same twice, and says which steps VP9 cannot encode.', async () => {
  await using folder = await temporaryFolder();
  const request = {
    input: await shortClip(),
    count: 2,
    container: 'webm',
    only: ['encoding', 'colour'],
  } as const;
  const [here, there] = [path.join(folder.path, 'here'), path.join(folder.path, 'there')];
  expect(await createVariants({ ...request, outDir: here })).toMatchObject({ succeeded: 2, failed: 0 });
  expect(await createVariants({ ...request, outDir: there, maxWorkers: 1 })).toMatchObject({ succeeded: 2 });
  const [first, second] = await Promise.all([manifestOf(here), manifestOf(there)]);
  expect(first.variants).toEqual(second.variants);
  const { stdout } = await promisify(execFile)('ffprobe', [
    ...['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0'],
    path.join(here, first.variants[0]?.output ?? ''),
  ]);
  expect(stdout).toBe('vp9\nopus\n');
  const rejected = first.variants.flatMap(row => (row as unknown as { plan: Plan }).plan.rejected);
  expect(rejected).toContainEqual({
    name: 'b_frames',
    reason: 'VP9 has no frames that are shown between those they come from',
  });
  expect(await createVariants({ ...request, outDir: here, verify: 'decode' })).toMatchObject({ skipped: 2 });
});

interface Plan {
  readonly steps: readonly { readonly name: string }[];
  readonly rejected: readonly { readonly name: string; readonly reason: string }[];
}

test('Measuring in full hashes every frame and takes every measure, against the same geometry and timing.', async () => {
  await using folder = await temporaryFolder();
  const request = { input: await shortClip(), count: 1, outDir: folder.path, only: ['crop', 'brightness'] };
  await createVariants({ ...request, measure: 'full' });
  const [row] = (await manifestOf(folder.path)).variants as unknown as [
    {
      similarity: { pdq: { consideredFrames: number; pairedFrames: number } };
      measures: { quality: { reference: string; ssim: { all: number } }; videoSignature: object };
    },
  ];
  expect(row.similarity.pdq.pairedFrames).toBe(25);
  expect(row.measures.quality).toMatchObject({ reference: 'given', ssim: { all: expect.any(Number) } });
  expect(row.measures.videoSignature).toHaveProperty('matches');
});

test('A dry run lists what would be rendered or skipped, and touches nothing.', async () => {
  await using folder = await temporaryFolder();
  const outDir = path.join(folder.path, 'out');
  const events: VariegateEvent[] = [];
  const request = {
    input: await shortClip(),
    outDir,
    onEvent: (event: VariegateEvent) => events.push(event),
  };
  const before = await createVariants({ ...request, count: 2, dryRun: true });
  expect(before).toMatchObject({ requested: 2, cancelled: 2, succeeded: 0 });
  await expect(readFile(outDir)).rejects.toThrow('ENOENT');
  const planned = events.filter(event => event.type === 'variant-planned');
  expect(planned).toHaveLength(2);
  expect(planned[0]?.steps.length).toBeGreaterThan(15);
  expect(planned[0]?.estimate.memoryBytes).toBeGreaterThan(0);

  await createVariants({ ...request, count: 1, onEvent: () => {} });
  const after = await createVariants({ ...request, count: 2, dryRun: true });
  expect(after).toMatchObject({ requested: 2, skipped: 1, cancelled: 1 });
});
