import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MatrixVersion, versionAt } from '../versions/matrix-version.ts';
import { compareFiles } from './compare-files.ts';

const { signal } = new AbortController();
let folder: string;
let reference: MatrixVersion;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'variegate-compare-'));
  reference = await versionAt(undefined, signal);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A second of a moving picture with a tone. */
function clip(name: string, { seconds = 1, filter = 'null', range = 'tv', hertz = 440 } = {}): string {
  const file = path.join(folder, `${name}.mp4`);
  const tags = `setparams=range=${range}:colorspace=bt709:color_primaries=bt709:color_trc=bt709`;
  const video = `testsrc2=size=128x96:rate=25,format=yuv420p,${filter},${tags}`;
  const inputs = ['-f', 'lavfi', '-i', video, '-f', 'lavfi', '-i', `sine=${hertz}:sample_rate=48000`];
  const colours = ['-color_range', range, '-colorspace', 'bt709', '-color_primaries', 'bt709'];
  const coding = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    ...colours,
    '-color_trc',
    'bt709',
    '-c:a',
    'aac',
  ];
  execFileSync(reference.ffmpeg.path, ['-v', 'error', ...inputs, '-t', `${seconds}`, ...coding, file]);
  return file;
}

const compare = (file: string, expected: string) =>
  compareFiles(file, expected, { reference, signal, once: (_key, make) => make() });

test('A file is like itself in every fact, picture and sample.', async () => {
  const file = clip('itself');
  expect(await compare(file, file)).toEqual({
    differences: [],
    ssim: 1,
    audio: { extraSamples: 0, decibels: Number.POSITIVE_INFINITY },
  });
});

test('Another range, picture, tone and length are each reported.', async () => {
  const expected = clip('expected');
  const full = await compare(
    clip('full', {
      filter: 'scale=in_range=tv:out_range=pc',
      range: 'pc',
    }),
    expected,
  );
  expect(full.differences).toEqual(['range pc instead of tv', 'pixelFormat yuvj420p instead of yuv420p']);
  // It shows the same, but for what the encoder loses.
  expect(full.ssim).toBeGreaterThan(0.98);

  const grey = await compare(clip('grey', { filter: 'eq=brightness=0.2', hertz: 445 }), expected);
  expect(grey.differences).toEqual([]);
  expect(grey.ssim).toBeLessThan(0.985);
  expect(grey.audio?.extraSamples).toBe(0);
  expect(grey.audio?.decibels).toBeLessThan(10);

  const longer = await compare(clip('longer', { seconds: 1.2 }), expected);
  expect(longer.differences).toEqual(['frames 30 instead of 25', 'duration 1.200 instead of 1.000']);
  expect(longer.audio?.extraSamples).toBeGreaterThan(9000);
});
