import type { Fragment } from '../graph/filter-graph.ts';

/** A part of a graph, and the steps of the plan that it implements. */
export interface GraphPart {
  /**
   * What it does: one of the four places of the compiler's form, `time`, `splice`, a step that stays `as it is`,
   * `sound`, or what is asked of the `encoder`.
   */
  readonly does:
    | 'warp'
    | 'colours'
    | 'kernels'
    | 'sheet'
    | 'time'
    | 'splice'
    | 'as it is'
    | 'sound'
    | 'encoder';
  /** Filters in their order, by name; none where the steps cancel out, or where no filter is needed. */
  readonly filters: readonly string[];
  /** Indices of steps, from 0, ascending. One step may be in several parts. */
  readonly steps: readonly number[];
}

/** A part with the filters of some fragments. */
export function graphPart(
  does: GraphPart['does'],
  fragments: readonly Fragment[],
  steps: Iterable<number>,
): GraphPart {
  return {
    does,
    filters: fragments.flatMap(namesOf),
    steps: [...new Set(steps)].sort((a, b) => a - b),
  };
}

function namesOf(fragment: Fragment): readonly string[] {
  const filters = 'chains' in fragment ? fragment.chains.flatMap(chain => chain.filters) : fragment;
  return filters.map(({ name }) => name);
}
