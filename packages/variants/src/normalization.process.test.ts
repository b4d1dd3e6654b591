import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVariants, transformVideo, writeReport } from './index.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const folder = await temporaryFolder();
const inFolder = (name: string) => path.join(folder.path, name);
const interlaced = inFolder('interlaced.mkv');
/** Transparent where x is less than 80, with bright samples there that nobody is to see. */
const transparent = inFolder('transparent.mov');

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=50:duration=0.4'];

beforeAll(() => {
  const woven = ['-vf', 'interlace=scan=tff,format=yuv420p', '-c:v', 'ffv1', '-field_order', 'tt'];
  ffmpeg(...picture, ...woven, interlaced);
  const alpha = "format=yuva444p10le,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='if(lt(X,80),0,1023)'";
  ffmpeg(...picture, '-vf', alpha, '-c:v', 'prores_ks', '-profile:v', '4444', transparent);
});
afterAll(() => folder[Symbol.asyncDispose]());

function ffmpeg(...words: readonly string[]): Buffer {
  return execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words]);
}

/** The luma of every frame. */
function lumaOf(file: string): Buffer {
  return ffmpeg('-i', file, '-vf', 'format=yuv420p,extractplanes=y', '-f', 'rawvideo', '-');
}

/** The largest difference between two videos of one size. */
function largestDifference(one: Buffer, other: Buffer): number {
  expect(one.length).toBe(other.length);
  return one.reduce((most, sample, at) => Math.max(most, Math.abs(sample - (other[at] ?? 0))), 0);
}

/** Mean red, green and blue around a place of the first frame, by its shares of width and height. */
function colourAt(file: string, x: number, y = 0.5): readonly number[] {
  const crop = `crop=8:8:iw*${x}-4:ih*${y}-4,scale=1:1:flags=area,format=rgb24`;
  return [...ffmpeg('-i', file, '-vf', crop, '-frames:v', '1', '-f', 'rawvideo', '-')];
}

function expectOrange(colour: readonly number[], within: number): void {
  for (const [at, value] of [255, 128, 0].entries())
    expect(Math.abs((colour[at] ?? -1) - value), colour.join()).toBeLessThanOrEqual(within);
}

async function recordsOf(outDir: string) {
  return JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
}

test('Interlaced frames lose their combs, and keep every line with deinterlace off.', async () => {
  const options = { crf: 0 } as const;
  await transformVideo(interlaced, inFolder('auto.mkv'), [], options);
  await transformVideo(interlaced, inFolder('off.mkv'), [], { ...options, deinterlace: 'off' });
  const stored = lumaOf(interlaced);
  expect(largestDifference(lumaOf(inFolder('off.mkv')), stored)).toBe(0);
  expect(largestDifference(lumaOf(inFolder('auto.mkv')), stored)).toBeGreaterThan(50);
});

test.each([
  ['fused', false],
  ['plain', true],
])('What is transparent has the colour that was asked for in a %s graph.', async (name, plainGraph) => {
  const output = inFolder(`${name}.mkv`);
  const options = { alphaColour: '#FF8000', crf: 0, plainGraph } as const;
  await transformVideo(transparent, output, [{ name: 'horizontal_flip', params: {} }], options);
  expectOrange(colourAt(output, 0.75), 3);
  const black = inFolder(`${name}-black.mkv`);
  await transformVideo(transparent, black, [], { crf: 0, plainGraph });
  expect(Math.max(...colourAt(black, 0.25))).toBeLessThanOrEqual(3);
  // What is opaque is the same over every colour.
  const [opaque, overBlack] = [colourAt(output, 0.125), colourAt(black, 0.875)];
  for (const [at, value] of opaque.entries()) expect(Math.abs(value - (overBlack[at] ?? 0))).toBeLessThan(4);
});

test('Variants, controls, hashes, measures and reports see one colour; another one makes other variants.', async () => {
  const outDir = inFolder('out');
  const request = { input: transparent, outDir, count: 1, controls: 1, only: ['brightness'] } as const;
  const usual = { ...request, measure: 'full', preset: 'ultrafast' } as const;
  const orange = { ...usual, alphaColour: 'FF8000' } as const;
  expect(await createVariants(usual)).toMatchObject({ succeeded: 2, skipped: 0 });
  expect(await createVariants({ ...usual, alphaColour: '#000000' })).toMatchObject({ skipped: 2 });
  expect(await createVariants(orange)).toMatchObject({ succeeded: 2, skipped: 0 });
  expect(await createVariants(orange)).toMatchObject({ succeeded: 0, skipped: 2 });

  const { options, variants } = await recordsOf(outDir);
  expect(options.settings.normalization).toEqual({ alphaColour: 'ff8000' });
  const control = variants.find(({ kind }: { kind: string }) => kind === 'control');
  expectOrange(colourAt(path.join(outDir, control.output), 0.25), 12);
  // A control shows the whole source, so nothing but the encoder is between them.
  expect(control.similarity.pdq.alignedDistance).toBeLessThan(12);
  expect(control.measures.quality.ssim.all).toBeGreaterThan(0.9);

  const { path: page } = await writeReport({ dir: outDir });
  const pictures = [...(await readFile(page, 'utf8')).matchAll(/data:image\/jpeg;base64,([^"]+)/g)];
  expect(pictures).toHaveLength(2 * 3 * 2);
  const shown = inFolder('shown.jpg');
  for (const [, text = ''] of pictures.filter((_, at) => at % 2 === 0)) {
    await writeFile(shown, Buffer.from(text, 'base64'));
    expectOrange(colourAt(shown, 0.25), 12);
  }
});
