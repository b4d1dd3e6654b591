import { expect, test } from 'vitest';
import { resolveOptions } from './resolve-options.ts';

test('What is not said is filled in.', () => {
  expect(resolveOptions({ outDir: 'out', count: 5, batchId: 'b' })).toEqual({
    outDir: 'out',
    batchId: 'b',
    drawing: { strategy: 'standard', level: 'medium', seed: 0, count: 5, only: null, exclude: [] },
    settings: {
      encode: { encoder: 'libx264', preset: 'veryfast', crf: 23, container: 'mp4', threads: 1 },
      provenance: true,
      plainGraph: false,
    },
    limits: { maxDurationSeconds: 21_600, maxPixels: 35_389_440, maxStreams: 32, maxFps: 240 },
    maxWorkers: 'auto',
    memoryLimit: 0.8,
    timeoutSeconds: null,
    retries: 2,
    failFast: false,
    minFreeBytes: null,
    allowVariants: false,
    measure: 'fast',
    force: false,
    verify: 'checksum',
    ffmpegPath: null,
    cacheFolder: null,
  });
});

test('An option outside its range is refused by name, with what is allowed and what was given.', () => {
  const resolve = (options: object) => () => resolveOptions({ outDir: 'out', count: 5, ...options });
  expect(resolve({ count: 0 })).toThrow('count must be a whole number from 1 to 100000, not 0.');
  expect(resolve({ crf: 60 })).toThrow('crf must be a number from 0 to 51, not 60.');
  expect(resolve({ exclude: ['audio', 'nonsense'] })).toThrow('not "nonsense".');
  expect(resolve({ nonsense: 1 })).toThrow('The option nonsense must be one of outDir');
  expect(resolve({ onEvent: 'me' })).toThrow('onEvent must be a function');
});

test('Undefined means not said.', () => {
  const options = { outDir: 'out', count: 1, seed: undefined, signal: undefined } as unknown as {
    outDir: string;
  };
  expect(resolveOptions({ ...options, count: 1 }).drawing.seed).toBe(0);
});
