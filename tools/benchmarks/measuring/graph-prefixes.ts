import type { Filter, FilterChain, FilterGraph } from '@variegate/core-filters';

/** The beginning of a graph, up to one of its filters. */
export interface GraphPrefix {
  /** The last filter of it. */
  readonly last: Filter;
  /** Whether that filter ends its chain. */
  readonly endsChain: boolean;
  /** Whether nothing of the source has come to that filter: it draws a layer, or reads an asset. */
  readonly apart: boolean;
  readonly graph: FilterGraph;
  /** Labels that nothing in it reads; each has to be mapped to an output. */
  readonly loose: readonly string[];
}

/** What the cut end of a chain is called. */
const cut = 'cut';

/** The pads of the source. */
const sourcePad = /^0:/;

/**
 * Every beginning of a graph, one filter longer each, in the order in which its chains stand: the cost of a filter is
 * what the graph with it costs more than the graph without.
 */
export function graphPrefixes(graph: FilterGraph): readonly GraphPrefix[] {
  const fromSource = new Set<string>();
  return graph.chains.flatMap((chain, index) => {
    const apart = !chain.inputs.some(label => sourcePad.test(label) || fromSource.has(label));
    if (!apart) for (const label of chain.outputs) fromSource.add(label);
    return chain.filters.map((last, position) => {
      const endsChain = position === chain.filters.length - 1;
      const shortened: FilterChain = {
        inputs: chain.inputs,
        filters: chain.filters.slice(0, position + 1),
        outputs: endsChain ? chain.outputs : [cut],
      };
      const chains = [...graph.chains.slice(0, index), shortened];
      return { last, endsChain, apart, graph: { ...graph, chains }, loose: looseLabels(chains) };
    });
  });
}

function looseLabels(chains: readonly FilterChain[]): readonly string[] {
  const read = new Set(chains.flatMap(({ inputs }) => inputs));
  return chains.flatMap(({ outputs }) => outputs).filter(label => !read.has(label));
}
