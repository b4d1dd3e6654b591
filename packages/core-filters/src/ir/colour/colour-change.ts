import type { Filter } from '../../graph/filter-graph.ts';
import { type LumaWeights, type Rgb, toRgb, toYuv, type Yuv } from './colour-matrix.ts';
import { type CurvePoint, naturalSpline } from './spline.ts';
import { temperatureGains } from './temperature.ts';

/** A change of every pixel's colour by that colour alone, as one of ffmpeg's filters does it. */
export type ColourChange =
  | { readonly type: 'luma'; readonly brightness: number; readonly contrast: number; readonly gamma: number }
  | { readonly type: 'chroma'; readonly degrees: number; readonly saturation: number }
  | { readonly type: 'curve'; readonly points: readonly CurvePoint[] }
  | { readonly type: 'balance'; readonly red: number; readonly green: number; readonly blue: number }
  | { readonly type: 'temperature'; readonly kelvin: number }
  | { readonly type: 'vibrance'; readonly intensity: number };

/** The filter that an ffmpeg user would write for a change. */
export function colourFilter(change: ColourChange): Filter {
  switch (change.type) {
    case 'luma': {
      const { brightness, contrast, gamma } = change;
      const named = { brightness: [brightness, 0], contrast: [contrast, 1], gamma: [gamma, 1] } as const;
      const given = Object.entries(named).flatMap(([name, [value, none]]) =>
        value === none ? [] : [[name, value]],
      );
      return { name: 'eq', options: Object.fromEntries(given) };
    }
    case 'chroma': {
      const { degrees, saturation } = change;
      return {
        name: 'hue',
        options: { ...(degrees === 0 ? {} : { h: degrees }), ...(saturation === 1 ? {} : { s: saturation }) },
      };
    }
    case 'curve':
      return { name: 'curves', options: { master: change.points.map(([x, y]) => `${x}/${y}`).join(' ') } };
    case 'balance':
      return { name: 'colorbalance', options: { rm: change.red, gm: change.green, bm: change.blue } };
    case 'temperature':
      return { name: 'colortemperature', options: { temperature: change.kelvin } };
    case 'vibrance':
      return { name: 'vibrance', options: { intensity: change.intensity, ...vibranceWeights } };
  }
}

/** What counts as luma for `vibrance`, as up to ffmpeg 7.1: later versions have other defaults, red and blue exchanged. */
const vibranceWeights = { rlum: 0.072_186, glum: 0.715_158, blum: 0.212_656 } as const;

/** Whether the filter of a change works on red, green and blue. */
export function worksInRgb(change: ColourChange): boolean {
  return change.type !== 'luma' && change.type !== 'chroma';
}

/** What a change does to one colour, in real numbers, clipped where its filter clips. */
export function colourFunction(change: ColourChange, weights: LumaWeights): (colour: Yuv) => Yuv {
  switch (change.type) {
    case 'luma':
      return change.gamma === 1 ? straightLuma(change) : bentLuma(change);
    case 'chroma': {
      const angle = (change.degrees * Math.PI) / 180;
      const [cos, sin] = [change.saturation * Math.cos(angle), change.saturation * Math.sin(angle)];
      return ([y, u, v]) => [
        y,
        255 * clip((128 + cos * (u - 128) - sin * (v - 128)) / 255),
        255 * clip((128 + sin * (u - 128) + cos * (v - 128)) / 255),
      ];
    }
    case 'curve': {
      const curve = naturalSpline(change.points);
      return throughRgb(weights, ([r, g, b]) => [curve(r), curve(g), curve(b)]);
    }
    case 'balance':
      return throughRgb(weights, rgb => balanced(rgb, change));
    case 'temperature': {
      const [red, green, blue] = temperatureGains(change.kelvin);
      return throughRgb(weights, ([r, g, b]) => [red * r, green * g, blue * b]);
    }
    case 'vibrance':
      return throughRgb(weights, rgb => vibrant(rgb, change.intensity));
  }
}

interface LumaChange {
  readonly brightness: number;
  readonly contrast: number;
  readonly gamma: number;
}

/**
 * Without a gamma, ffmpeg's `eq` computes in whole numbers: brightness in hundredths, and results cut off.
 *
 * @see https://ffmpeg.org/ffmpeg-filters.html#eq
 */
function straightLuma({ brightness, contrast }: LumaChange): (colour: Yuv) => Yuv {
  const factor = Math.trunc(contrast * 4096);
  const addend =
    Math.trunc((Math.trunc(100 * brightness + 100 + 1e-9) * 511) / 200) - 128 - Math.trunc(factor / 32);
  const cutOff = factor === 4096 ? 0 : 0.5;
  return ([y, u, v]) => [255 * clip(((y * factor) / 4096 + addend - cutOff) / 255), u, v];
}

function bentLuma({ brightness, contrast, gamma }: LumaChange): (colour: Yuv) => Yuv {
  return ([y, u, v]) => [255 * clip(contrast * (y / 255 - 0.5) + 0.5 + brightness) ** (1 / gamma), u, v];
}

function throughRgb(weights: LumaWeights, change: (rgb: Rgb) => Rgb): (colour: Yuv) => Yuv {
  return colour => {
    const [r, g, b] = toRgb(colour, weights);
    const [r2, g2, b2] = change([clip(r), clip(g), clip(b)]);
    return toYuv([clip(r2), clip(g2), clip(b2)], weights);
  };
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** @see https://ffmpeg.org/ffmpeg-filters.html#colorbalance */
function balanced([r, g, b]: Rgb, { red, green, blue }: { red: number; green: number; blue: number }): Rgb {
  const lightness = Math.max(r, g, b) + Math.min(r, g, b);
  const midtones = 0.7 * clip((lightness - 0.333) * 4 + 0.5) * clip((1 - lightness - 0.333) * 4 + 0.5);
  return [r + red * midtones, g + green * midtones, b + blue * midtones];
}

/** @see https://ffmpeg.org/ffmpeg-filters.html#vibrance */
function vibrant([r, g, b]: Rgb, intensity: number): Rgb {
  const colourfulness = Math.max(r, g, b) - Math.min(r, g, b);
  const { rlum, glum, blum } = vibranceWeights;
  const luma = rlum * r + glum * g + blum * b;
  const factor = 1 + intensity * (1 + Math.sign(intensity) * colourfulness);
  return [luma + (r - luma) * factor, luma + (g - luma) * factor, luma + (b - luma) * factor];
}
