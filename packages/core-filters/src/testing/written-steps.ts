import type { PlanStep } from '../plan/plan.ts';

/** Steps to make chains from by hand, by short names. */
export const step = {
  rotate: { name: 'rotate', params: { degrees: 4, colour: '000000' } },
  shear: { name: 'shear', params: { x: 0.05, y: 0, colour: 'c0392b' } },
  stretch: { name: 'resize', params: { width: 0.95, height: 1.05 } },
  zoom: { name: 'zoom', params: { factor: 1.1, x: 0.5, y: 0.5 } },
  pad: { name: 'pad', params: { x: 0.05, y: 0.05, colour: 'ffffff' } },
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
  trim: { name: 'trim', params: { start: 0.1, end: 0.1 } },
} as const satisfies Record<string, PlanStep>;
