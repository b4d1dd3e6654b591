/** Columns and rows of blocks in a counter picture. */
const columns = 6;
const rows = 4;
const counterBits = 16;
const blockSide = 16;

/** Size of a counter picture, in pixels. */
export const counterSize = { width: columns * blockSide, height: rows * blockSide };

/** A grey picture, a byte per pixel, whose blocks spell the counter and eight bits that check it. */
export function counterPicture(counter: number): Uint8Array {
  const { width, height } = counterSize;
  const picture = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = Math.floor(y / blockSide) * columns + Math.floor(x / blockSide);
      picture[y * width + x] = bitOf(counter, block) ? 235 : 16;
    }
  }
  return picture;
}

/** The counter of a grey picture, or `null` where its check does not agree: a picture without a counter, or a blend. */
export function readCounter(picture: Uint8Array): number | null {
  const levels = Array.from({ length: columns * rows }, (_, block) => levelOf(picture, block));
  const middle = (Math.min(...levels) + Math.max(...levels)) / 2;
  let counter = 0;
  for (let bit = 0; bit < counterBits; bit++) counter |= (levels[bit] ?? 0) > middle ? 1 << bit : 0;
  const agrees = levels.every((level, block) => level > middle === bitOf(counter, block));
  return agrees ? counter : null;
}

function bitOf(counter: number, block: number): boolean {
  if (block < counterBits) return ((counter >> block) & 1) === 1;
  // Odd factors, so that every bit of the counter changes some bit of the check.
  const check = ((counter & 0xff) * 31 + (counter >> 8) * 17 + 0x5a) & 0xff;
  return ((check >> (block - counterBits)) & 1) === 1;
}

/** Mean of the middle of a block, away from its edges, which coding blurs. */
function levelOf(picture: Uint8Array, block: number): number {
  const left = (block % columns) * blockSide;
  const top = Math.floor(block / columns) * blockSide;
  const margin = blockSide / 4;
  let sum = 0;
  for (let y = top + margin; y < top + blockSide - margin; y++) {
    for (let x = left + margin; x < left + blockSide - margin; x++) {
      sum += picture[y * counterSize.width + x] ?? 0;
    }
  }
  return sum / (blockSide - 2 * margin) ** 2;
}
