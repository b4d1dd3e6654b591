import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
const clip = (name: string) => path.join(media, 'media', name);

/** Every object that a command prints with `--json`, the summary left out. */
async function printed(cacheFolder: string, ...words: readonly string[]) {
  const env = { XDG_CACHE_HOME: cacheFolder };
  const { exitCode, stdout, stderr } = await runCommand([...words, '--json'], { env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(lines.pop()).toMatchObject({ type: 'summary' });
  return lines;
}

describe.skipIf(media === '')('On real clips', () => {
  test.each([
    ['car-detection.mp4', { width: 768, height: 432, frameCount: 377 }],
    ['chair-19-sd-bar.mp4', { width: 480, height: 720, frameCount: 564 }],
    ['chair-20-sd-bar.mp4', { width: 480, height: 720, frameCount: 614 }],
    ['doorknob-hd-no-bar.mp4', { width: 1280, height: 720, frameCount: 120 }],
    ['pattern-hd-no-bar.mp4', { width: 720, height: 1280, frameCount: 206 }],
  ])('probe reports what %s is.', async (name, video) => {
    await using cache = await temporaryFolder();
    const [found] = await printed(cache.path, 'probe', clip(name));
    expect(found).toMatchObject({ type: 'media', path: clip(name), facts: { video } });
  });

  test('measure finds a copy, a variant by its record, and a stranger.', async () => {
    await using folder = await temporaryFolder();
    const out = path.join(folder.path, 'out');
    const source = clip('doorknob-hd-no-bar.mp4');
    const made = await runCommand(['variants', source, '-n', '1', '-o', out, '--only', 'geometry,time']);
    expect(made.exitCode).toBe(0);
    const [name = ''] = (await readdir(out)).filter(file => file.endsWith('.mp4'));

    const [copy] = await printed(folder.path, 'measure', source, source);
    expect(copy).toMatchObject({
      type: 'measurement',
      similarity: { pdq: { alignedDistance: 0, matchedFramesPercent: 100 } },
      quality: { reference: 'scaled-source', ssim: { all: 1 }, psnr: { average: null } },
    });
    const [variant] = await printed(folder.path, 'measure', source, path.join(out, name));
    expect(variant).toMatchObject({ alignment: 'given', quality: { reference: 'given' } });
    expect(variant.quality.ssim.all).toBeGreaterThan(0.95);
    const [stranger] = await printed(folder.path, 'measure', source, clip('car-detection.mp4'), '--fast');
    expect(stranger.similarity.pdq).toMatchObject({ matchedFramesPercent: 0 });
    expect(stranger.similarity.pdq.alignedDistance).toBeGreaterThan(100);
  });
});
