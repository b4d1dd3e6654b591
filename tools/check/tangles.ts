import { posix } from 'node:path';

/** A source file, and the files of its own package that it imports. Paths are relative to the root. */
export interface Linked {
  readonly path: string;
  readonly imports: readonly string[];
}

/** Two folders side by side that import each other, as `a ↔ b` in alphabetical order. */
export function mutualFolders(files: readonly Linked[]): readonly string[] {
  const arrows = new Set<string>();
  for (const { path, imports } of files) {
    for (const target of imports) {
      const sides = foldersApart(path, target);
      if (sides !== null) arrows.add(`${sides[0]} ↔ ${sides[1]}`);
    }
  }
  return [...arrows]
    .filter(arrow => {
      const [from = '', to = ''] = arrow.split(' ↔ ');
      return from < to && arrows.has(`${to} ↔ ${from}`);
    })
    .sort();
}

/**
 * The two folders in which two paths part; null where one of the files lies in the folder that they share. So a
 * registry may import the folders below it, and they the types beside it.
 */
function foldersApart(one: string, other: string): readonly [string, string] | null {
  const [a, b] = [posix.dirname(one).split('/'), posix.dirname(other).split('/')];
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1 || at >= b.length) return null;
  return [a.slice(0, at + 1).join('/'), b.slice(0, at + 1).join('/')];
}

/** The groups of files that reach each other by imports, each as `a, b, c` in alphabetical order. */
export function importCycles(files: readonly Linked[]): readonly string[] {
  const imports = new Map(files.map(file => [file.path, file.imports]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[] = [];
  // Tarjan's strongly connected components.
  const visit = (path: string): number => {
    const own = order.size;
    let low = own;
    order.set(path, own);
    lowest.set(path, own);
    open.push(path);
    for (const next of imports.get(path) ?? []) {
      if (!imports.has(next)) continue;
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? low);
    }
    lowest.set(path, low);
    if (low === own) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1) cycles.push(group.sort().join(', '));
    }
    return low;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return cycles.sort();
}
