import type { DatasetVariant } from '../dataset/dataset.ts';
import type { Dimension } from './evaluation.ts';

/** Bits of PDQ distance at which bands begin: within a match, near it, plainly changed, hardly alike, unrelated. */
const distanceBands = [0, 16, 32, 64, 96, 128];

const intensityBands = [0, 25, 50, 75];

/** Some queries that have something in common. */
export interface Group {
  readonly dimension: Dimension;
  readonly value: string;
}

/**
 * The groups that a query belongs to. Controls and distractors belong to their kind alone: what was drawn for them says nothing of
 * edits.
 */
export function groupsOf(variant: DatasetVariant): readonly Group[] {
  const kind: Group = { dimension: 'kind', value: variant.kind };
  if (variant.kind !== 'variant') return [kind];
  const { strategy, level, recipe, steps, distance } = variant;
  const layers = new Set(steps.map(({ layer }) => layer ?? 'own'));
  const names = new Set(steps.map(({ name }) => name));
  const intensities = new Set(
    steps.flatMap(({ name, intensity }) =>
      intensity === null ? [] : [`${name} ${bandOf(intensity, intensityBands, 100)}`],
    ),
  );
  const each = (dimension: Dimension, values: Iterable<string>) =>
    [...values].map(value => ({ dimension, value }));
  return [
    kind,
    ...each('strategy', [strategy]),
    ...each('level', [level]),
    ...each('recipe', recipe === null ? [] : [recipe]),
    ...each('layer', layers),
    ...each('transformation', names),
    ...each('intensity', intensities),
    ...each('distance', [distance === null ? 'not measured' : bandOf(distance, distanceBands, 256)]),
  ];
}

function bandOf(value: number, starts: readonly number[], last: number): string {
  const place = starts.findLastIndex(start => value >= start);
  const end = starts[place + 1];
  return `${starts[place]}-${end === undefined ? last : end - 1}`;
}
