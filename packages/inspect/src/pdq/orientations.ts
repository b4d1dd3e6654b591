import { pdqFrequencies } from './cosine-transform.ts';
import { type PdqHash, pdqHashWords } from './pdq-hash.ts';

/**
 * The eight ways to flip and rotate a picture, in the order in which their hashes are stored: as it is, then
 * clockwise turns, then mirrored left to right and top to bottom, then mirrored along the two diagonals.
 */
export const orientations = [
  'as-is',
  'rotate-90',
  'rotate-180',
  'rotate-270',
  'flip-horizontal',
  'flip-vertical',
  'transpose',
  'transverse',
] as const;

/** One of {@link orientations}. */
export type Orientation = (typeof orientations)[number];

/**
 * What turning a picture does to its frequencies. Mirroring an axis negates that axis's odd frequencies, and
 * exchanging the axes exchanges the indices; every turn is made of these.
 */
interface Turn {
  readonly exchangeAxes: boolean;
  /** Whether the result is mirrored left to right, after the exchange. */
  readonly mirrorX: boolean;
  /** Whether the result is mirrored top to bottom, after the exchange. */
  readonly mirrorY: boolean;
}

const turns: Readonly<Record<Orientation, Turn>> = {
  'as-is': { exchangeAxes: false, mirrorX: false, mirrorY: false },
  'rotate-90': { exchangeAxes: true, mirrorX: true, mirrorY: false },
  'rotate-180': { exchangeAxes: false, mirrorX: true, mirrorY: true },
  'rotate-270': { exchangeAxes: true, mirrorX: false, mirrorY: true },
  'flip-horizontal': { exchangeAxes: false, mirrorX: true, mirrorY: false },
  'flip-vertical': { exchangeAxes: false, mirrorX: false, mirrorY: true },
  transpose: { exchangeAxes: true, mirrorX: false, mirrorY: false },
  transverse: { exchangeAxes: true, mirrorX: true, mirrorY: true },
};

/** The hash of a picture in one orientation, from the frequencies of the picture as it is. */
export function hashOrientation(frequencies: Float64Array, orientation: Orientation): PdqHash {
  return thresholdAtMedian(turnFrequencies(frequencies, turns[orientation]));
}

/** The hashes of all eight orientations one after another, in the order of {@link orientations}. */
export function hashAllOrientations(frequencies: Float64Array): Uint32Array {
  const hashes = new Uint32Array(orientations.length * pdqHashWords);
  for (const [index, orientation] of orientations.entries()) {
    hashes.set(hashOrientation(frequencies, orientation), index * pdqHashWords);
  }
  return hashes;
}

function turnFrequencies(frequencies: Float64Array, turn: Turn): Float64Array {
  const turned = new Float64Array(frequencies.length);
  for (let v = 0; v < pdqFrequencies; v++) {
    for (let u = 0; u < pdqFrequencies; u++) {
      const from = turn.exchangeAxes ? u * pdqFrequencies + v : v * pdqFrequencies + u;
      // Index 0 is frequency 1, so odd frequencies have even indices.
      const negate = (turn.mirrorX && u % 2 === 0) !== (turn.mirrorY && v % 2 === 0);
      const value = frequencies[from] as number;
      turned[v * pdqFrequencies + u] = negate ? -value : value;
    }
  }
  return turned;
}

/** Sets bit `k` where frequency `k` is above the lower median of all 256. */
function thresholdAtMedian(frequencies: Float64Array): PdqHash {
  const median = Float64Array.from(frequencies).sort()[frequencies.length / 2 - 1] as number;
  const hash = new Uint32Array(pdqHashWords);
  for (let k = 0; k < frequencies.length; k++) {
    if ((frequencies[k] as number) > median) hash[k >>> 5] = (hash[k >>> 5] as number) | (1 << (k & 31));
  }
  return hash;
}
