import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import type { Yuv } from '../ir/colour/colour-matrix.ts';

const black: Yuv = [16, 128, 128];

/** The value of a sample `x`, above the one that it has where nothing is opaque, where the opacity is `y`, 0..255. */
const rules = {
  multiply: (base: number) => `clip(${base}+(x-${base})*y/255+0.5,0,255)`,
  divide: (base: number) => `if(y,clip(${base}+(x-${base})*255/y+0.5,0,255),${base})`,
} as const;

/** Planes of a frame with transparency, and what puts them together again. */
export interface MergedPlanes {
  readonly chains: readonly FilterChain[];
  /** The labels of the planes, which the first of the filters reads. */
  readonly inputs: readonly string[];
  readonly filters: readonly Filter[];
}

/**
 * Multiplies or divides the colours of a frame, in `yuva444p` and limited range, by its opacity. In so many words, because
 * `premultiply` rounds otherwise from version 9 on, and the grain above it comes out of the encoder quite different then.
 *
 * @param label - gives a label that no other chain has.
 * @param base - the colour where nothing is opaque: black, or what the frame is laid over.
 */
export function byOpacity(
  rule: keyof typeof rules,
  input: string,
  label: () => string,
  base: Yuv = black,
): MergedPlanes {
  const [y, u, v, alpha] = [label(), label(), label(), label()];
  const opacities = [label(), label(), label(), label()];
  const planes = [y, u, v].map((plane, at) => {
    const output = label();
    const expression = rules[rule](base[at] ?? 128);
    const chain: FilterChain = {
      inputs: [plane, opacities[at] ?? alpha],
      filters: [{ name: 'lut2', options: { c0: expression } }],
      outputs: [output],
    };
    return { chain, output };
  });
  return {
    chains: [
      {
        inputs: [input],
        // Format negotiation does not reach through extractplanes, so what enters is said.
        filters: [
          { name: 'format', options: { pix_fmts: 'yuva444p' } },
          { name: 'extractplanes', options: { planes: 'y+u+v+a' } },
        ],
        outputs: [y, u, v, alpha],
      },
      { inputs: [alpha], filters: [{ name: 'split', options: { outputs: 4 } }], outputs: opacities },
      ...planes.map(({ chain }) => chain),
    ],
    inputs: [...planes.map(({ output }) => output), opacities[3] ?? alpha],
    filters: [
      { name: 'mergeplanes', options: { map1s: 1, map2s: 2, map3s: 3, format: 'yuva444p' } },
      workingProperties,
    ],
  };
}
