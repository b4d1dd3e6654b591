/** Luma weights of red and blue for a matrix by ffmpeg's name. */
export interface LumaWeights {
  readonly red: number;
  readonly blue: number;
}

/** A colour as luma 0..255 (black 16, white 235) and two colour differences 0..255 (neutral 128). */
export type Yuv = readonly [y: number, u: number, v: number];

/** Red, green and blue, 0..1. */
export type Rgb = readonly [red: number, green: number, blue: number];

const bt601: LumaWeights = { red: 0.299, blue: 0.114 };
const weights: Readonly<Record<string, LumaWeights>> = {
  bt709: { red: 0.2126, blue: 0.0722 },
  smpte240m: { red: 0.212, blue: 0.087 },
  fcc: { red: 0.3, blue: 0.11 },
  bt2020nc: { red: 0.2627, blue: 0.0593 },
  bt2020c: { red: 0.2627, blue: 0.0593 },
};

/** The luma weights of a matrix; BT.601, which ffmpeg takes too, where the file does not say. */
export function lumaWeights(colorSpace: string): LumaWeights {
  return weights[colorSpace] ?? bt601;
}

/** Limited-range Y'CbCr to R'G'B', not clipped. */
export function toRgb([y, u, v]: Yuv, { red, blue }: LumaWeights): Rgb {
  const luma = (y - 16) / 219;
  const [cb, cr] = [(u - 128) / 224, (v - 128) / 224];
  const r = luma + 2 * (1 - red) * cr;
  const b = luma + 2 * (1 - blue) * cb;
  return [r, (luma - red * r - blue * b) / (1 - red - blue), b];
}

/** R'G'B' to limited-range Y'CbCr, not clipped. */
export function toYuv([r, g, b]: Rgb, { red, blue }: LumaWeights): Yuv {
  const luma = red * r + (1 - red - blue) * g + blue * b;
  const [cb, cr] = [(b - luma) / (2 * (1 - blue)), (r - luma) / (2 * (1 - red))];
  return [16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr];
}
