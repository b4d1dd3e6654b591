import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createVariantsBatch, type VariegateEvent } from '@variegate/variants';
import { expect, test } from 'vitest';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type DurableBatchOptions, runDurableBatch } from './run-durable-batch.ts';

const quick = { preset: 'ultrafast', measure: 'off' } as const;

async function resultsOf(folder: string) {
  const names = await readdir(folder, { recursive: true });
  const media = names.filter(name => /\.v\d+\.[0-9a-f]{6}\.mp4$/.test(name)).sort();
  const digest = async (name: string) =>
    createHash('sha256')
      .update(await readFile(path.join(folder, name)))
      .digest('hex');
  const { run: _, ...manifest } = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  return {
    files: await Promise.all(media.map(async name => [name, await digest(name)])),
    truth: await readFile(path.join(folder, 'ground_truth.csv'), 'utf8'),
    manifest,
  };
}

test.each<[string, Partial<DurableBatchOptions>, number]>([
  [
    'single transformations',
    { strategy: 'single', only: ['brightness', 'echo', 'horizontal_flip'], grid: 2 },
    5,
  ],
  ['several levels', { only: ['colour'], level: ['light', 'strong'], count: 2, index: [2] }, 2],
  [
    'recipes',
    { recipe: ['trecvid', { name: 'mine', count: 2, steps: [{ name: 'hue' }] }], index: ['2..2'] },
    2,
  ],
  [
    'a target',
    { only: ['rotate', 'contrast', 'gamma'], targetDistance: '30..60', count: 2, measure: 'fast' },
    2,
  ],
  ['a tree', { only: ['colour'], count: 1, tree: true }, 1],
])('A durable batch of %s makes what a plain one makes, and counts it alike.', async (_, options, made) => {
  await using folder = await temporaryFolder();
  const inputs = path.join(folder.path, 'in');
  await mkdir(path.join(inputs, 'sub'), { recursive: true });
  await copyFile(await shortClip(), path.join(inputs, 'sub', 'clip.mp4'));
  const request = { inputs: [inputs], recursive: true, ...quick, ...options };
  const kinds = async (outDir: string, run: typeof createVariantsBatch) => {
    const seen: string[] = [];
    const onEvent = ({ type }: VariegateEvent) => {
      if (!['admission', 'variant-progress', 'input-hashing'].includes(type)) seen.push(type);
    };
    const summary = await run({ ...request, outDir, onEvent });
    expect(summary).toMatchObject({ requested: made, succeeded: made, failed: 0 });
    return seen.sort();
  };
  const [plain, durable] = [path.join(folder.path, 'plain'), path.join(folder.path, 'durable')];
  expect(await kinds(durable, runDurableBatch)).toEqual(await kinds(plain, createVariantsBatch));
  expect(await resultsOf(durable)).toEqual(await resultsOf(plain));
});
