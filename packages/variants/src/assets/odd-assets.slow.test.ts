import path from 'node:path';
import { planFormatVersion } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { renderPlans } from '../library/render-plans.ts';
import { readHostMemory } from '../machine/host-memory.ts';
import { shortClip } from '../testing/clip.ts';
import { makeOddVideos } from '../testing/odd-videos.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openAssets } from './open-assets.ts';

test('Videos of any size, shape, range, depth, start and rate are joined with the source, exact to the frame.', async () => {
  await using folder = await temporaryFolder();
  const assets = path.join(folder.path, 'assets');
  const names = await makeOddVideos(assets, 0.5);
  const limits = {
    maxDurationSeconds: 100,
    maxPixels: 10_000_000,
    maxStreams: 8,
    maxFps: 120,
    maxInputBytes: 1e9,
  };
  const common = { cacheFolder: folder.path } as const;
  const { drawn = [] } = await openAssets({
    ...common,
    ffmpeg: await findFfmpeg(),
    memory: await readHostMemory({ memoryLimit: 0.8 }),
    limits,
    assetsFolder: assets,
  });
  expect(drawn).toHaveLength(names.length);
  const plans = drawn.map((asset, index) => ({
    ...{ formatVersion: planFormatVersion, strategy: 'custom', level: 'medium', seed: 0, index: index + 1 },
    source: { sha256: '0'.repeat(64) },
    rejected: [],
    steps: [
      { name: 'picture_in_picture', params: { asset, size: 0.3, x: 0, y: 0 } },
      { name: 'blend', params: { asset, share: 0.3 } },
      { name: 'vstack', params: { asset, share: 0.3, place: 'last' } },
      { name: 'insert_in_background', params: { asset, before: 0.4, after: 0.7 } },
    ],
  }));
  const input = await shortClip();
  const request = { ...common, input, plans, assets, outDir: path.join(folder.path, 'out') };
  const summary = await renderPlans({ ...request, measure: 'off' });
  expect(summary.variants?.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(summary.succeeded).toBe(plans.length);
});
