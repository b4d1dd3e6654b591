import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';

/** The value of a sample `x` above its neutral value where the opacity is `y`, 0..255. */
const rules = {
  multiply: (neutral: number) => `clip(${neutral}+(x-${neutral})*y/255+0.5,0,255)`,
  divide: (neutral: number) => `if(y,clip(${neutral}+(x-${neutral})*255/y+0.5,0,255),${neutral})`,
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
 */
export function byOpacity(rule: keyof typeof rules, input: string, label: () => string): MergedPlanes {
  const [y, u, v, alpha] = [label(), label(), label(), label()];
  const opacities = [label(), label(), label(), label()];
  const planes = [y, u, v].map((plane, at) => {
    const output = label();
    const expression = rules[rule](at === 0 ? 16 : 128);
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
