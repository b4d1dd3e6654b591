import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { Dataset } from '../dataset/dataset.ts';
import type { Cell, CellType, ExportTable } from './tables.ts';

/** Rows that are encoded together, which bounds the memory that a file takes. */
const rowsPerGroup = 2000;

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const elements: Readonly<Record<CellType, Omit<Element, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  // Plain text to readers that know no JSON, which are most.
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

/** Writes a table as Parquet, compressed with Snappy, group by group. @param file - does not exist yet */
export async function writeParquet(file: string, table: ExportTable, dataset: Dataset): Promise<void> {
  const columns = Object.entries(table.columns);
  const schema: Element[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(([name, type]) => ({ name, ...elements[type], repetition_type: 'OPTIONAL' as const })),
  ];
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, createdBy: 'variegate' });
  for (const rows of inGroups(table.rows(dataset))) {
    await writer.write({
      columnData: columns.map(([name, type], place) => ({
        name,
        data: rows.map(row => stored(row[place] ?? null, type)),
      })),
      rowGroupSize: rowsPerGroup,
    });
  }
  await writer.finish();
}

function stored(cell: Cell, type: CellType): Cell | bigint {
  return type === 'integer' && typeof cell === 'number' ? BigInt(cell) : cell;
}

function* inGroups(rows: Iterable<readonly Cell[]>): Generator<(readonly Cell[])[]> {
  let group: (readonly Cell[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < rowsPerGroup) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
