import { generatedLogos } from '../generated-assets/generated-assets.ts';
import type { PlanStep } from '../plan/plan.ts';

const [logo] = generatedLogos;
if (logo === undefined) throw new Error('a logo of the generated set');

/** Steps to make chains from by hand, by short names. */
export const step = {
  rotate: { name: 'rotate', params: { degrees: 4, colour: '000000' } },
  shear: { name: 'shear', params: { x: 0.05, y: 0, colour: 'c0392b' } },
  lens: { name: 'lens_distortion', params: { k1: 0.06, k2: -0.01, interpolation: 'bilinear' } },
  stretch: { name: 'resize', params: { width: 0.95, height: 1.05 } },
  stripes: {
    name: 'stripes',
    params: { count: 5, width: 0.3, direction: 'lying', colour: '2e86c1', opacity: 0.7 },
  },
  zoom: { name: 'zoom', params: { factor: 1.1, x: 0.5, y: 0.5 } },
  pad: { name: 'pad', params: { x: 0.05, y: 0.05, colour: 'ffffff' } },
  blackPad: { name: 'pad', params: { x: 0.05, y: 0.05, colour: '000000' } },
  darken: { name: 'brightness', params: { amount: -0.1 } },
  crop: { name: 'crop', params: { width: 0.9, height: 0.9, x: 0.5, y: 0.5 } },
  flip: { name: 'horizontal_flip', params: {} },
  brightness: { name: 'brightness', params: { amount: 0.08 } },
  gamma: { name: 'gamma', params: { gamma: 1.2 } },
  hue: { name: 'hue', params: { degrees: 15 } },
  warm: { name: 'color_temperature', params: { kelvin: 5200 } },
  tint: { name: 'color_balance', params: { red: 0.1, green: -0.1, blue: 0.1 } },
  blur: { name: 'blur', params: { sigma: 1 } },
  wideBlur: { name: 'blur', params: { sigma: 2.4 } },
  sharpen: { name: 'sharpen', params: { amount: 1.2 } },
  pixelize: { name: 'pixelize', params: { block: 0.03 } },
  vignette: { name: 'vignette', params: { degrees: 25 } },
  box: { name: 'box', params: { width: 0.2, height: 0.2, x: 0.3, y: 0.4, colour: 'd4ac0d', opacity: 0.7 } },
  text: {
    name: 'text',
    params: {
      text: "it's 50% [done]: ok, déjà vu",
      size: 0.08,
      x: 0.5,
      y: 0.8,
      colour: 'ffffff',
      style: 'box',
    },
  },
  border: { name: 'border', params: { thickness: 0.03, colour: '1f618d' } },
  logo: {
    name: 'image_overlay',
    params: { asset: logo.facts, size: 0.3, x: 0.3, y: 0.4, opacity: 0.9 },
  },
  trim: { name: 'trim', params: { start: 0.1, end: 0.1 } },
} as const satisfies Record<string, PlanStep>;
