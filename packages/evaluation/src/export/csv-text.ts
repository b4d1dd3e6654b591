import { stringify } from 'csv-stringify/sync';
import type { Dataset } from '../dataset/dataset.ts';
import type { Cell, ExportTable } from './tables.ts';

/** Lines of CSV (RFC 4180, `\n`), the names first, numbers with at most six decimals. */
export function* csvText(head: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  let waiting: string[][] = [[...head]];
  for (const row of rows) {
    waiting.push(row.map(cellText));
    if (waiting.length < rowsAtOnce) continue;
    yield stringify(waiting);
    waiting = [];
  }
  yield stringify(waiting);
}

/** One call of the library costs as much as hundreds of rows. */
const rowsAtOnce = 1000;

/** A table as CSV. */
export function tableCsv(table: ExportTable, dataset: Dataset): Generator<string> {
  return csvText(Object.keys(table.columns), table.rows(dataset));
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(Number(cell.toFixed(6))) : String(cell);
}
