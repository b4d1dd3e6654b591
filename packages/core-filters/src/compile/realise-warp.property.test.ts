import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import { type Geometry, type Size, sizeAfter, warpStepOf } from '../ir/geometry.ts';
import { composeWarp, identityWarp } from '../ir/warp.ts';
import { realiseWarp } from './realise-warp.ts';

const even = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min / 2, max: max / 2 }).map(n => 2 * n);
const size: fc.Arbitrary<Size> = fc.record({ width: even(2, 2000), height: even(2, 2000) });

/** The size that fragments leave, and whether each filter found what it needs. */
function follow(fragments: readonly Fragment[], before: Size): Size {
  return fragments.reduce<Size>(
    (now, fragment) => ('chains' in fragment ? lookedUp(fragment.chains) : filtered(fragment, now)),
    before,
  );
}

/** The size of a picture that is looked up: that of the maps of its luma; the planes of its colours are half as large. */
function lookedUp(chains: readonly FilterChain[]): Size {
  const maps = chains
    .filter(({ filters }) => filters.some(({ name }) => name === 'geq'))
    .map(({ filters }) => filtered(filters, { width: 0, height: 0 }));
  const [x, y, u, v] = maps;
  if (x === undefined) throw new Error('a map');
  expect(y).toEqual(x);
  expect([u, v]).toEqual([0, 1].map(() => ({ width: x.width / 2, height: x.height / 2 })));
  return x;
}

function filtered(filters: readonly Filter[], before: Size): Size {
  let { width, height } = before;
  for (const { name, options } of filters) {
    const number = (key: string): number => Number(options[key]);
    if (name === 'crop') {
      expect(number('x') + number('w')).toBeLessThanOrEqual(width);
      expect(number('y') + number('h')).toBeLessThanOrEqual(height);
      expect(Math.min(number('x'), number('y'))).toBeGreaterThanOrEqual(0);
      [width, height] = [number('w'), number('h')];
    } else if (name === 'scale') [width, height] = [number('w'), number('h')];
    else if (name === 'pad') {
      expect(number('x') + width).toBeLessThanOrEqual(number('width'));
      expect(number('y') + height).toBeLessThanOrEqual(number('height'));
      [width, height] = [number('width'), number('height')];
    } else if (name === 'fillborders') {
      expect(2 * Math.max(number('left'), number('right'))).toBeLessThanOrEqual(width);
      expect(2 * Math.max(number('top'), number('bottom'))).toBeLessThanOrEqual(height);
    } else if (name === 'color') {
      const [w = '', h = ''] = String(options['size']).split('x');
      [width, height] = [Number(w), Number(h)];
    } else expect(['hflip', 'vflip', 'format', 'trim', 'setparams', 'geq', 'lut']).toContain(name);
  }
  return { width, height };
}

test('every warp ends in the size that was asked for, and no filter reaches outside its picture', () => {
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  const steps = fc.array(
    fc.tuple(
      fc.constantFrom('crop', 'pad', 'scale', 'mirror', 'rotate', 'shear', 'lens'),
      fraction,
      fraction,
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(size, steps, (before, drawn) => {
      let [warp, now] = [identityWarp, before];
      for (const [type, a, b] of drawn) {
        const geometry = geometryOf(type, now, a, b);
        warp = composeWarp(warp, warpStepOf(geometry, now));
        now = sizeAfter(geometry, now);
      }
      expect(follow(realiseWarp(warp, before, now), before)).toEqual(now);
    }),
    { numRuns: 2000 },
  );
});

test('what needs no resampling is realised without any', () => {
  const before = { width: 640, height: 360 };
  const names = (geometry: Geometry): readonly string[] =>
    realiseWarp([warpStepOf(geometry, before)], before, sizeAfter(geometry, before)).flatMap(fragment =>
      'chains' in fragment ? ['looked up'] : fragment.map(({ name }) => name),
    );
  expect(realiseWarp(identityWarp, before, before)).toEqual([[]]);
  expect(names({ type: 'mirror' })).toEqual(['hflip']);
  expect(names({ type: 'crop', x: 12, y: 8, width: 600, height: 300 })).toEqual(['crop']);
  expect(names({ type: 'pad', x: 12, y: 8, width: 700, height: 400 })).toEqual(['pad']);
  expect(names({ type: 'scale', width: 500, height: 300 })).toEqual(['scale']);
  expect(names({ type: 'rotate', radians: 0.05 }).at(-1)).toBe('looked up');
});

function geometryOf(type: string, { width, height }: Size, a: number, b: number): Geometry {
  const part = (whole: number, share: number): number => Math.max(2, 2 * Math.floor((whole * share) / 2));
  const [w, h] = [part(width, 0.5 + a / 2), part(height, 0.5 + b / 2)];
  switch (type) {
    case 'crop':
      return {
        type,
        width: w,
        height: h,
        x: 2 * Math.floor(((width - w) * b) / 2),
        y: 2 * Math.floor(((height - h) * a) / 2),
      };
    case 'pad':
      return { type, width: width + part(width, a), height: height + part(height, b), x: 0, y: 2 };
    case 'scale':
      return { type, width: part(width, 0.5 + a), height: part(height, 0.5 + b) };
    case 'rotate':
      return { type, radians: a - 0.5 };
    case 'shear':
      return { type, x: a / 4, y: b / 4 };
    case 'lens':
      return { type, k1: a - 0.5, k2: b - 0.5, interpolation: 'nearest' };
    default:
      return { type: 'mirror' };
  }
}
