import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import type { Size } from '../ir/geometry.ts';

/** Chains over the planes `y`, `u` and `v` of the label `in`; every plane may be read any number of times. */
export class PlaneGraph {
  readonly #chains: FilterChain[] = [];

  /** The label of what filters, one after another, make of planes; of none, where they begin with one that makes its own. */
  apply(inputs: readonly string[], ...filters: readonly Filter[]): string {
    const output = `p${this.#chains.length}`;
    this.#chains.push({ inputs, filters, outputs: [output] });
    return output;
  }

  build(y: string, u: string, v: string): readonly FilterChain[] {
    return withSplits([
      {
        inputs: ['in'],
        // Format negotiation does not reach through extractplanes, so what enters is said.
        filters: [
          { name: 'format', options: { pix_fmts: 'yuv420p' } },
          { name: 'extractplanes', options: { planes: 'y+u+v' } },
        ],
        outputs: ['y', 'u', 'v'],
      },
      ...this.#chains,
      {
        inputs: [y, u, v],
        filters: [
          { name: 'mergeplanes', options: { map1s: 1, map2s: 2, format: 'yuv420p' } },
          workingProperties,
        ],
        outputs: ['out'],
      },
    ]);
  }
}

/**
 * Scales one plane. Alone, a plane looks like a grey picture, which ffmpeg would bring to full range; and it keeps the range
 * of the others, since planes of two ranges would be converted where they meet.
 */
export function scalePlane({ width, height }: Size, flags: string): Filter {
  return {
    name: 'scale',
    options: { w: width, h: height, flags, in_range: 'limited', out_range: 'limited' },
  };
}

/** Gives every reader of a label that is read more than once its own copy. */
function withSplits(chains: readonly FilterChain[]): readonly FilterChain[] {
  const readers = new Map<string, number>();
  for (const label of chains.flatMap(chain => chain.inputs))
    readers.set(label, (readers.get(label) ?? 0) + 1);
  const taken = new Map<string, number>();
  const copyOf = (label: string): string => {
    if ((readers.get(label) ?? 0) < 2) return label;
    const copy = taken.get(label) ?? 0;
    taken.set(label, copy + 1);
    return `${label}c${copy}`;
  };
  return chains.flatMap(({ inputs, filters, outputs }) => [
    { inputs: inputs.map(copyOf), filters, outputs },
    ...outputs.flatMap(label => {
      const count = readers.get(label) ?? 0;
      if (count < 2) return [];
      const copies = Array.from({ length: count }, (_, copy) => `${label}c${copy}`);
      return [
        { inputs: [label], filters: [{ name: 'split', options: { outputs: count } }], outputs: copies },
      ];
    }),
  ]);
}
