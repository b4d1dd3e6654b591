/** Finds the living descendants of processes. */
export interface DescendantFinder {
  /**
   * Finds them all.
   *
   * @returns every root with itself and its descendants
   */
  find(roots: readonly number[]): Promise<ReadonlyMap<number, readonly number[]>>;
}

/** Collects everything below each root out of a table of parents. Pure. */
export function collectTrees(
  roots: readonly number[],
  childrenOf: (pid: number) => readonly number[],
): ReadonlyMap<number, readonly number[]> {
  return new Map(
    roots.map(root => {
      const found = new Set([root]);
      for (const pid of found) for (const child of childrenOf(pid)) found.add(child);
      return [root, [...found]];
    }),
  );
}
