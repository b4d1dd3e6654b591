import type { Filter } from '../graph/filter-graph.ts';
import { lumaWeights, toRgb, toYuv, type Yuv } from '../ir/colour/colour-matrix.ts';
import { roundTo } from '../round-to.ts';

/** What ffmpeg's drawing filters take colours through, whatever the picture's own matrix is. */
const drawingWeights = lumaWeights('bt601');

/** The colour that a drawing filter puts into a picture for `rrggbb`. */
export function drawnColour(rrggbb: string): Yuv {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(
    at => Number.parseInt(rrggbb.slice(at, at + 2), 16) / 255,
  );
  return toYuv([red, green, blue], drawingWeights);
}

/** Whether filling filters can be given a colour; changes make colours darker than black and lighter than white. */
export function hasRgb(colour: Yuv): boolean {
  const tolerance = 0.01;
  return toRgb(colour, drawingWeights).every(value => value >= -tolerance && value <= 1 + tolerance);
}

/** A colour as a filling filter reads it, opaque. */
export function colourText(colour: Yuv): string {
  const byte = (value: number): string =>
    Math.round(255 * Math.min(1, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0');
  return `0x${toRgb(colour, drawingWeights).map(byte).join('')}ff`;
}

/** The filter that gives a whole static layer one colour and scales its opacity. */
export function setColour([y, u, v]: Yuv, opacity: number): Filter {
  const level = (value: number): string => `${Math.round(Math.min(255, Math.max(0, value)))}`;
  return {
    name: 'lutyuv',
    options: {
      y: level(y),
      u: level(u),
      v: level(v),
      a: opacity === 1 ? 'val' : `val*${roundTo(opacity, 4)}`,
    },
  };
}
