import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';

/**
 * Joins fragments into the chains of one stream of a graph. Linear runs grow the current chain; a fragment with
 * chains of its own ends it, is put in with its labels made unique, and its output opens the next chain.
 */
export class StreamBuilder {
  readonly #name: string;
  readonly #chains: FilterChain[] = [];
  #input: string;
  #filters: Filter[] = [];
  #fragments = 0;

  /**
   * @param name - prefix of the labels that the stream makes.
   * @param input - the pad that it starts from, such as `0:V:0`.
   */
  constructor(name: string, input: string) {
    this.#name = name;
    this.#input = input;
  }

  append(fragment: Fragment): void {
    if ('chains' in fragment) this.#appendChains(fragment.chains);
    else this.#filters.push(...fragment);
  }

  /** Ends the stream in the pad `output`. */
  build(output: string): readonly FilterChain[] {
    if (this.#filters.length > 0) {
      return [...this.#chains, { inputs: [this.#input], filters: this.#filters, outputs: [output] }];
    }
    const renamed = (label: string): string => (label === this.#input ? output : label);
    return this.#chains.map(chain => ({ ...chain, outputs: chain.outputs.map(renamed) }));
  }

  #appendChains(chains: readonly FilterChain[]): void {
    const prefix = `${this.#name}${this.#fragments++}`;
    const input = this.#filters.length === 0 ? this.#input : `${prefix}in`;
    if (this.#filters.length > 0) {
      this.#chains.push({ inputs: [this.#input], filters: this.#filters, outputs: [input] });
    }
    const unique = (label: string): string => {
      if (label === 'in') return input;
      // Pads of inputs are what they are; only labels between filters could meet their like.
      return label.includes(':') ? label : `${prefix}${label}`;
    };
    for (const chain of chains) {
      this.#chains.push({
        inputs: chain.inputs.map(unique),
        filters: chain.filters,
        outputs: chain.outputs.map(unique),
      });
    }
    this.#input = unique('out');
    this.#filters = [];
  }
}
