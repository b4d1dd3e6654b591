import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { planFormatVersion } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { renderPlans } from '../render-plans.ts';
import { shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openAssets } from './open-assets.ts';

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast'] as const;
const picture = (size: string, more = '') => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=24:duration=0.5${more}`,
];

/** Videos that are unlike the source in every way there is, and the words that make them. */
const oddVideos: Readonly<Record<string, readonly string[]>> = {
  'odd-size-444.mp4': [...picture('161x121'), '-pix_fmt', 'yuv444p', ...h264],
  'ten-bit.mp4': [...picture('160x120'), '-pix_fmt', 'yuv420p10le', ...h264],
  'full-range.mp4': [...picture('160x120', ',scale=out_range=full'), '-pix_fmt', 'yuvj420p', ...h264],
  'upright.mp4': [...picture('160x90'), '-pix_fmt', 'yuv420p', '-metadata:s:v', 'rotate=90', ...h264],
  'oblong.mkv': [...picture('160x120', ',setsar=4/3'), '-pix_fmt', 'yuv420p', ...h264],
  'late.mkv': [...picture('160x120', ',setpts=PTS+3/TB'), '-pix_fmt', 'yuv420p', '-copyts', ...h264],
  'varying.mkv': [
    ...picture('160x120', ',select=not(between(n\\,3\\,5))'),
    '-vsync',
    'vfr',
    '-pix_fmt',
    'yuv420p',
    ...h264,
  ],
  'one-frame.mp4': [...picture('160x120'), '-frames:v', '1', '-pix_fmt', 'yuv420p', ...h264],
  'old.avi': [...picture('160x120'), '-c:v', 'mpeg4'],
};

test('Videos of any size, shape, range, depth, start and rate are joined with the source, exact to the frame.', async () => {
  await using folder = await temporaryFolder();
  const assets = path.join(folder.path, 'assets');
  await mkdir(assets);
  for (const [name, words] of Object.entries(oddVideos)) {
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...words, path.join(assets, name)]);
  }
  const limits = { maxDurationSeconds: 100, maxPixels: 10_000_000, maxStreams: 8, maxFps: 120 };
  const common = { cacheFolder: folder.path } as const;
  const { drawn = [] } = await openAssets({
    ...common,
    ffmpeg: await findFfmpeg(),
    limits,
    assetsFolder: assets,
  });
  expect(drawn).toHaveLength(Object.keys(oddVideos).length);
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
