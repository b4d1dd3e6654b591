import { definePlan } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { batchDefaults, resolveOptions } from './resolve-options.ts';

test.each(['outDir', 'cacheFolder', 'assets'])('A path that no file can have is refused as %s.', option => {
  for (const path of ['a\0b', 'a\uD800b']) {
    expect(() => resolveOptions({ outDir: 'out', [option]: path })).toThrow(
      `${option} must be the path of a folder, without zero characters and halves of surrogate pairs, not`,
    );
  }
});

test('What is not said is filled in.', () => {
  expect(resolveOptions({ outDir: 'out', count: 5, batchId: 'b' })).toEqual({
    outDir: 'out',
    batchId: 'b',
    tree: false,
    series: [{ level: 'medium', template: null, namesRecipe: false, count: 5, controls: 0 }],
    drawing: {
      ...{ strategy: 'standard', level: 'medium', seed: 0, count: 5, controls: 0 },
      ...{ only: null, exclude: [], qualityFloor: 0.9 },
    },
    settings: {
      encode: { encoder: 'libx264', preset: 'veryfast', crf: 23, container: 'mp4', threads: 1 },
      provenance: true,
      plainGraph: false,
    },
    limits: {
      maxDurationSeconds: 21_600,
      maxPixels: 35_389_440,
      maxStreams: 32,
      maxFps: 240,
      maxInputBytes: 274_877_906_944,
    },
    maxWorkers: 'auto',
    memoryLimit: 0.8,
    timeoutSeconds: null,
    retries: 2,
    failFast: false,
    minFreeBytes: null,
    allowVariants: false,
    measure: 'fast',
    skipMissing: false,
    dryRun: false,
    force: false,
    verify: 'checksum',
    assetsFolder: null,
    ffmpegPath: null,
    cacheFolder: null,
  });
});

test('An option outside its range is refused by name, with what is allowed and what was given.', () => {
  const resolve = (options: object) => () => resolveOptions({ outDir: 'out', count: 5, ...options });
  expect(resolve({ count: 0 })).toThrow('count must be a whole number from 1 to 100000, not 0.');
  expect(resolve({ crf: 60 })).toThrow('crf must be a number from 0 to 51 with libx264, not 60.');
  expect(resolve({ exclude: ['audio', 'nonsense'] })).toThrow('not "nonsense".');
  expect(resolve({ nonsense: 1 })).toThrow('The option nonsense must be one of count');
  expect(resolve({ strategy: null })).toThrow('strategy must be one of standard');
  expect(resolve({ onEvent: 'me' })).toThrow('onEvent must be a function');
});

test('WebM means VP9 and VP9 means WebM, on a scale of its own; what contradicts that is refused.', () => {
  const encode = (options: object) => resolveOptions({ outDir: 'out', count: 1, ...options }).settings.encode;
  const vp9 = { encoder: 'libvpx-vp9', crf: 32, container: 'webm', threads: 1 };
  expect(encode({ container: 'webm' })).toEqual(vp9);
  expect(encode({ encoder: 'libvpx-vp9' })).toEqual(vp9);
  expect(encode({ container: 'webm', crf: 60, threads: 2 })).toEqual({ ...vp9, crf: 60, threads: 2 });
  expect(() => encode({ container: 'webm', encoder: 'libx264' })).toThrow(
    'container must be one of mp4, mkv, mov with',
  );
  expect(() => encode({ container: 'mkv', encoder: 'libvpx-vp9' })).toThrow(
    'container must be one of webm with',
  );
  expect(() => encode({ container: 'webm', preset: 'fast' })).toThrow(
    'preset cannot be used with libvpx-vp9',
  );
  expect(() => encode({ container: 'webm', crf: 20.5 })).toThrow(
    'crf must be a whole number with libvpx-vp9',
  );
});

test('A hardware encoder has no preset of ours, whole steps of quality, and the containers of H.264.', () => {
  const encode = (options: object) => resolveOptions({ outDir: 'out', count: 1, ...options }).settings.encode;
  const nvenc = { encoder: 'h264_nvenc', crf: 23, container: 'mp4', threads: 1 };
  expect(encode({ encoder: 'h264_nvenc' })).toEqual(nvenc);
  expect(encode({ encoder: 'h264_nvenc', container: 'mkv', crf: 30 })).toEqual({
    ...{ ...nvenc, container: 'mkv', crf: 30 },
  });
  const refused = (options: object) => expect(() => encode({ encoder: 'h264_nvenc', ...options }));
  refused({ preset: 'fast' }).toThrow('preset cannot be used with h264_nvenc');
  refused({ crf: 20.5 }).toThrow('crf must be a whole number with h264_nvenc');
  refused({ container: 'webm' }).toThrow('container must be one of mp4, mkv, mov with h264_nvenc');
  expect(() => encode({ encoder: 'h264_vaapi' })).toThrow('encoder must be one of');
});

test('Names of the version before are accepted, and an option under both of its names is refused.', () => {
  const resolve = (options: object) => resolveOptions({ outDir: 'out', ...options });
  expect(resolve({ format: 'mkv' }).settings.encode.container).toBe('mkv');
  expect(resolveOptions({ outDir: 'out', variantsPerFile: 7 } as never, batchDefaults).drawing.count).toBe(7);
  expect(() => resolve({ format: 'mkv', container: 'mp4' })).toThrow(
    'format cannot be given together with container, its new name.',
  );
  expect(() => resolve({ variantsPerFile: 0 })).toThrow('count must be a whole number from 1');
});

test('A batch makes 3 variants of each input where it does not say how many, and a single video 5.', () => {
  expect(resolveOptions({ outDir: 'out' }).drawing.count).toBe(5);
  expect(resolveOptions({ outDir: 'out' }, batchDefaults).drawing.count).toBe(3);
});

test('Undefined means not said.', () => {
  const options = { outDir: 'out', count: 1, seed: undefined, signal: undefined } as unknown as {
    outDir: string;
  };
  expect(resolveOptions({ ...options, count: 1 }).drawing.seed).toBe(0);
});

test('A custom chain and a strategy exclude each other, and nothing but a chain is taken for one.', () => {
  const chain = definePlan([{ name: 'crop' }]);
  expect(resolveOptions({ outDir: 'out', count: 1, chain }).drawing.strategy).toBe('custom');
  expect(() => resolveOptions({ outDir: 'out', count: 1, chain, strategy: 'standard' })).toThrow(/strategy/);
  const wrong = { outDir: 'out', count: 1, chain: [{ name: 'crop' }] } as never;
  expect(() => resolveOptions(wrong)).toThrow(/a chain that definePlan made/);
});

test('What is said of fields and alpha is part of the settings only where it is not as usual.', () => {
  const settings = (options: object) => resolveOptions({ outDir: 'out', ...options }).settings;
  expect(settings({ deinterlace: 'auto', alphaColour: '#000000' })).toEqual(settings({}));
  expect(settings({ alphaColour: '#FF8000' }).normalization).toEqual({ alphaColour: 'ff8000' });
  expect(settings({ deinterlace: 'off' }).normalization).toEqual({ deinterlace: 'off' });
  for (const alphaColour of ['red', '#fff', 'ff800', 'ff80000', 'ff8000,hflip', '##ff8000', 0]) {
    expect(() => settings({ alphaColour })).toThrow('alphaColour must be six hex digits, RRGGBB');
  }
  expect(() => settings({ deinterlace: 'on' })).toThrow('deinterlace must be one of auto, off');
});

test('A recipe takes the place of a strategy, and what it is not is refused.', () => {
  const recipe = { name: 'mine', level: 'light', count: 7, steps: [{ name: 'crop' }] } as const;
  const resolve = (options: object) => resolveOptions({ outDir: 'out', ...options });
  const { drawing, series } = resolve({ recipe });
  expect(drawing).toMatchObject({ strategy: 'custom', level: 'light', count: 7, recipe: { name: 'mine' } });
  expect(series.map(({ template }) => template?.recipe)).toEqual([drawing.recipe]);
  expect(resolve({ recipe, level: 'strong', count: 1 }).drawing).toMatchObject({ level: 'strong', count: 1 });
  expect(resolve({ recipe: 'trecvid' }).drawing).toMatchObject({ count: 10, recipe: { name: 'trecvid' } });
  expect(resolve({}).drawing).not.toHaveProperty('recipe');
  expect(() => resolve({ recipe, strategy: 'standard' })).toThrow('strategy cannot be used with a recipe.');
  expect(() => resolve({ recipe, only: ['crop'] })).toThrow('only cannot be used with a recipe.');
  expect(() => resolve({ recipe, exclude: ['crop'] })).toThrow('exclude cannot be used with a recipe.');
  expect(() => resolve({ recipe, chain: definePlan([]) })).toThrow('chain cannot be used with a recipe.');
  for (const wrong of ['mine.json', './mine.ts', 7])
    expect(() => resolve({ recipe: wrong })).toThrow(
      /^recipe must be a recipe as JSON, or one of augly, .*; files and modules are read by the command line only, not/,
    );
  expect(() => resolve({ recipe: { name: 'mine', steps: [{ name: 'crpo' }] } })).toThrow(
    expect.objectContaining({ code: 'RECIPE_INVALID' }),
  );
});

test('What was nearly a name is asked for.', () => {
  const resolve = (options: object) => () => resolveOptions({ outDir: 'out', ...options } as never);
  expect(resolve({ only: ['hue', 'crpo'] })).toThrow(
    /^only must be any of .*, not "crpo"; did you mean crop\?$/,
  );
  expect(resolve({ level: 'meduim' })).toThrow(/not "meduim"; did you mean medium\?$/);
  expect(resolve({ recipe: 'trecvit' })).toThrow(/not "trecvit"; did you mean trecvid\?$/);
  expect(resolve({ preset: 'veryfest' })).toThrow(/not "veryfest"; did you mean veryfast\?$/);
  expect(resolve({ strategie: 'standard' })).toThrow(/not "strategie"; did you mean strategy\?$/);
});
