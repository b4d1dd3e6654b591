import type { Layer, Level, Transformation } from '../catalogue/transformation.ts';

/**
 * Layers whose steps change what the picture shows rather than where or when it shows it, with the most steps that a
 * chain takes from each: these are what a measure of quality counts against it.
 */
const lowering: Readonly<Partial<Record<Layer, number>>> = { colour: 2, texture: 1, overlay: 1, encoding: 2 };

const milder: Readonly<Record<Level, Level>> = { light: 'light', medium: 'light', strong: 'medium' };

/** Whether steps of the layer lower the quality of the picture. */
export function lowersQuality(layer: Layer): boolean {
  return layer in lowering;
}

/** The candidates in their order, with few of those that lower the quality, and these drawn one level milder. */
export function gentle(candidates: readonly Transformation[]): readonly Transformation[] {
  const taken = new Map<Layer, number>();
  return candidates.flatMap(candidate => {
    const most = lowering[candidate.layer];
    if (most === undefined) return [candidate];
    const number = taken.get(candidate.layer) ?? 0;
    taken.set(candidate.layer, number + 1);
    return number < most ? [mild(candidate)] : [];
  });
}

/** The transformation, drawn one level milder than asked for where it lowers the quality. */
export function mild(transformation: Transformation): Transformation {
  if (!lowersQuality(transformation.layer)) return transformation;
  return {
    ...transformation,
    sample: (random, facts, level, assets) => transformation.sample(random, facts, milder[level], assets),
  };
}
