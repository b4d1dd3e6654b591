import { spawnSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import type { FilterGraph } from '../graph/filter-graph.ts';
import { serializeGraph } from '../graph/serialize-graph.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { fontFile, makeClipFolder } from '../testing/render-clip.ts';
import { step } from '../testing/written-steps.ts';

const folder = makeClipFolder('muted');
afterAll(() => folder[Symbol.dispose]());

/** The lowest SSIM of a plane and the PSNR of each between the plain and the fused graph of a chain. */
function compare(steps: readonly PlanStep[]): {
  readonly ssim: number;
  readonly psnr: readonly number[];
  readonly filters: readonly string[];
} {
  const both = [true, false].map(plain => compileSteps({ ...folder.facts, audio: null }, steps, { plain }));
  const [plain, fused] = both.map(({ command }) => command.graph);
  if (plain === undefined || fused === undefined) throw new Error('two graphs');
  const inputs = both.flatMap(compiled => folder.inputWords(compiled));
  const merged: FilterGraph = {
    ...plain,
    chains: [
      ...renamed(plain, 'plain', 0),
      ...renamed(fused, 'fused', inputs.filter(word => word === '-i').length / 2),
    ],
  };
  const graph = `${serializeGraph(merged, () => fontFile)};[voutplain]split[a][b];[voutfused]split[c][d];[a][c]ssim[s];[b][d]psnr[p]`;
  const nowhere = ['-map', '[s]', '-map', '[p]', '-f', 'null', '-'];
  const run = spawnSync(
    'ffmpeg',
    ['-hide_banner', '-nostdin', ...inputs, '-filter_complex', graph, ...nowhere],
    {
      encoding: 'utf8',
    },
  );
  const planes = /SSIM Y:([\d.]+) .*U:([\d.]+) .*V:([\d.]+) /.exec(run.stderr)?.slice(1);
  const psnr = /PSNR y:([\d.]+|inf) u:([\d.]+|inf) v:([\d.]+|inf)/.exec(run.stderr)?.slice(1);
  if (planes === undefined || psnr === undefined) throw new Error(run.stderr);
  const level = (text: string): number => (text === 'inf' ? Number.POSITIVE_INFINITY : Number(text));
  return {
    ssim: Math.min(...planes.map(level)),
    psnr: psnr.map(level),
    filters: fused.chains.flatMap(chain => chain.filters.map(one => one.name)),
  };
}

/** The picture's chains with labels of their own, reading other inputs. */
function renamed(graph: FilterGraph, suffix: string, firstInput: number): FilterGraph['chains'] {
  const rename = (label: string): string => {
    const [input, ...pad] = label.split(':');
    return pad.length === 0 ? `${label}${suffix}` : [Number(input) + firstInput, ...pad].join(':');
  };
  return graph.chains.map(chain => ({
    ...chain,
    inputs: chain.inputs.map(rename),
    outputs: chain.outputs.map(rename),
  }));
}

const rules: readonly (readonly [string, readonly PlanStep[], number])[] = [
  ['changes of the luma become one table', [step.brightness, step.gamma], 45],
  ['changes in RGB become tables of the planes', [step.warm, step.tint], 45],
  [
    'changes of luma, hue and RGB become one run',
    [step.gamma, step.hue, step.warm, step.brightness, step.tint],
    40,
  ],
  ['turning and slanting become one warp', [step.rotate, step.shear], 33],
  ['a lens is a warp', [step.lens], 33],
  ['turning moves past a lens, and into one warp with it', [step.lens, step.rotate], 30],
  ['cutting and mirroring stay exact', [step.crop, step.flip], 60],
  ['a colour change moves past a warp, and changes its fill', [step.rotate, step.brightness, step.warm], 38],
  ['a kernel changes places with a warp', [step.blur, step.rotate], 40],
  ['a drawing is moved by the warp that follows it', [step.box, step.rotate], 38],
  ['a vignette stays round on a picture that was stretched', [step.stretch, step.vignette], 45],
  ['a black fill turns darker than black', [step.blackPad, step.darken], 45],
  [
    'drawings on a fill have no dark edges when both are stretched',
    [step.rotate, step.stripes, step.zoom],
    42,
  ],
  ['text is moved by the padding that follows it', [step.text, step.pad], 55],
  ['a blur is made by the scaler', [step.blur], 50],
  ['a wide blur is made by the scaler', [step.wideBlur], 50],
  ['an unsharp mask is one convolution', [step.sharpen], 55],
  ['blocks are made by the scaler', [step.pixelize], 48],
  ['blocks that the picture cuts are made by the scaler', [step.crop, step.pixelize], 48],
  ['a vignette is laid over as a static layer', [step.vignette], 45],
  ['a vignette is moved by the warp that follows it', [step.vignette, step.zoom], 38],
  ['an opaque border changes colour with the picture', [step.border, step.brightness], 45],
  ['time moves to the front', [step.blur, step.trim, step.warm], 45],
  [
    'a warp moves past an image and the change of colour that follows it',
    [step.logo, step.gamma, step.rotate],
    38,
  ],
];

test.each(rules)('%s', (_rule, steps, least) => {
  const { psnr, ssim } = compare(steps);
  expect(psnr[0]).toBeGreaterThanOrEqual(least);
  expect(ssim).toBeGreaterThanOrEqual(0.96);
});

test('what shines through a drawing does so alike in every plane', () => {
  expect(Math.min(...compare([step.box]).psnr)).toBeGreaterThanOrEqual(42);
});

test('a chain of fifteen needs one warp, one colour run and one static layer', () => {
  const order = [
    'pad',
    'warm',
    'rotate',
    'brightness',
    'crop',
    'tint',
    'flip',
    'hue',
    'shear',
    'gamma',
    'zoom',
    'blur',
  ] as const;
  const { filters, ssim } = compare([...order.map(name => step[name]), step.border, step.text, step.trim]);
  const count = (name: string): number => filters.filter(one => one === name).length;
  // Each of the three planes is looked up. Taken apart are the picture, for the warp and for the colours, and what stands
  // still above it, to be multiplied by its opacity and divided again.
  expect([count('remap'), count('extractplanes'), count('rotate')]).toEqual([3, 4, 1]);
  expect(ssim).toBeGreaterThanOrEqual(0.97);
});

test('frames that a trim drops are never filtered: the trim comes before everything but the normalisation', () => {
  const { filters } = compare([step.blur, step.trim]);
  expect(filters.filter(name => name === 'trim')).toHaveLength(2);
  expect(filters.lastIndexOf('trim')).toBeLessThan(filters.indexOf('smartblur'));
});

test('parts say which steps each part of the graph implements', () => {
  const steps = [step.rotate, step.warm, step.flip, step.text, step.trim, step.pixelize];
  const { parts } = compileSteps(folder.facts, steps);
  const carriers = (index: number): readonly string[] =>
    parts.filter(part => part.steps.includes(index)).map(part => part.does);
  expect(steps.map((_, index) => carriers(index))).toEqual([
    ['warp', 'sheet'],
    ['colours', 'sheet'],
    ['warp', 'sheet'],
    ['sheet'],
    ['time', 'sound'],
    ['as it is'],
  ]);
  expect(parts.find(({ does }) => does === 'warp')?.filters).toContain('remap');
});
