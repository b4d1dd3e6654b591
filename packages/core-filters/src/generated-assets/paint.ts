/** Red, green and blue, 0..255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colour of a layer at a point, or `null` where one sees what is behind it. */
export type Layer = (x: number, y: number) => Rgb | null;

/** Points on a side of a pixel that are looked at, so that edges are smooth. */
const samples = 3;

/**
 * Paints layers, the lowest first, into a picture of four bytes a pixel: red, green, blue and opacity. Only sums, products,
 * quotients and square roots are used, which every machine rounds in the same way.
 *
 * @param under - colour that the scaler finds beside the edges of what is transparent.
 */
export function paint(width: number, height: number, layers: readonly Layer[], under: Rgb): Uint8Array {
  const topFirst = [...layers].reverse();
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(pixelAt(x, y, topFirst, under), (y * width + x) * 4);
  }
  return pixels;
}

function pixelAt(x: number, y: number, topFirst: readonly Layer[], under: Rgb): readonly number[] {
  const sum = [0, 0, 0];
  let seen = 0;
  for (let sample = 0; sample < samples * samples; sample++) {
    const px = x + ((sample % samples) + 0.5) / samples;
    const py = y + (Math.floor(sample / samples) + 0.5) / samples;
    const colour = colourAt(px, py, topFirst);
    if (colour === null) continue;
    seen += 1;
    for (let at = 0; at < 3; at++) sum[at] = (sum[at] ?? 0) + (colour[at] ?? 0);
  }
  if (seen === 0) return [...under, 0];
  return [...sum.map(value => Math.round(value / seen)), Math.round((255 * seen) / (samples * samples))];
}

function colourAt(x: number, y: number, topFirst: readonly Layer[]): Rgb | null {
  for (const layer of topFirst) {
    const colour = layer(x, y);
    if (colour !== null) return colour;
  }
  return null;
}
