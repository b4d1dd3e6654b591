/** How often a pair counts: whole numbers of a bootstrap, or 0 to leave it out. */
export type PairWeight = (pair: number) => number;

/**
 * The same for many weightings of one sweep: each row counts as often as the unit that its pair belongs to, such as the source of a
 * query. Rows are looked up side by side, so a draw costs one walk over two columns.
 */
export interface UnitWeights extends RowUnits {
  /** How often each unit counts. */
  readonly weights: ArrayLike<number>;
}

/** The units of a sweep's rows, and of the pairs that are to be found. */
export interface RowUnits {
  readonly units: Int32Array;
  readonly truthUnits: Int32Array;
}

/** Either form. */
export type PairWeighting = PairWeight | UnitWeights;

/** The pairs of a sweep's rows, and those that are to be found. */
export interface SweptPairs {
  readonly pair: Int32Array;
  readonly truthPair: Int32Array;
}

/** Looks the unit of each row up, once. */
export function unitsOf({ pair, truthPair }: SweptPairs, unitOf: (pair: number) => number): RowUnits {
  return { units: pair.map(unitOf), truthUnits: truthPair.map(unitOf) };
}

/** A weighting by units; of a function, each pair is a unit of its own. */
export function byUnits({ pair, truthPair }: SweptPairs, weighting: PairWeighting): UnitWeights {
  if (typeof weighting !== 'function') return weighting;
  const last = (pairs: Int32Array) => pairs.reduce((most, one) => Math.max(most, one), -1);
  const weights = new Float64Array(1 + Math.max(last(pair), last(truthPair)));
  for (const pairs of [pair, truthPair]) for (const one of pairs) weights[one] = weighting(one);
  return { units: pair, truthUnits: truthPair, weights };
}
