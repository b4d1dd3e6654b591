import Table from 'cli-table3';
import { symbols } from '../text/symbols.ts';

/** How a column is aligned. */
export type Alignment = 'left' | 'right';

/** Rows under a head as a table of text. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = head.map((_, column) => (column === 0 ? 'left' : 'right')),
): string {
  const table = new Table({
    head: [...head],
    chars: symbols.table,
    style: { head: [], border: [], compact: true },
    colAligns: [...alignments],
  });
  table.push(...rows.map(row => [...row]));
  return table.toString();
}
