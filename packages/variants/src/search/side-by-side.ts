import type { FilterChain } from '@variegate/core-filters';

/** How the chains of a graph are kept apart from those of another graph in the same run. */
export interface Apart {
  /** What every label begins with. */
  readonly prefix: string;
  /** The input that an input of the graph is in the run. */
  readonly inputOf: (number: number) => number;
}

/** Chains that can stand in one graph with others: with unique labels and the inputs of the run. */
export function setApart(chains: readonly FilterChain[], { prefix, inputOf }: Apart): readonly FilterChain[] {
  const label = (pad: string): string => {
    const [, number, stream] = /^(\d+)(:.*)$/.exec(pad) ?? [];
    return number === undefined ? `${prefix}${pad}` : `${inputOf(Number(number))}${stream}`;
  };
  return chains.map(chain => ({
    ...chain,
    inputs: chain.inputs.map(label),
    outputs: chain.outputs.map(label),
  }));
}
