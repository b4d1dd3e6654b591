import { TableInvalidError } from '../errors.ts';
import { type CsvRow, type CsvRows, readCsvRows, requireColumns } from './csv-rows.ts';
import { type Match, MatchTable } from './match-table.ts';
import type { PairIndex } from './pair-index.ts';

/** The columns that say where; VSC2022's names. */
const timeColumns = ['query_start', 'query_end', 'ref_start', 'ref_end'] as const;

/** What ids of a file stand for. */
export interface IdReader {
  /** The query's id in the ground truth; `null` for one that there is not. */
  query(id: string): string | null;
  /** The reference's id in the ground truth; `null` for one that there is not. */
  reference(id: string): string | null;
}

/** Ids of any set, as VSC2022 reads them: whole numbers become `Q000017` and `R000017`, everything else stays. */
export const anyIds: IdReader = { query: id => numbered('Q', id), reference: id => numbered('R', id) };

function numbered(letter: string, id: string): string {
  return /^\d{1,15}$/.test(id) ? `${letter}${String(Number(id)).padStart(6, '0')}` : id;
}

/** How a file of rows is read. */
export interface ReadTableOptions {
  /** Pairs of all tables that are compared. */
  readonly pairs: PairIndex;
  /** What the ids stand for. @default {@link anyIds} */
  readonly ids?: IdReader;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads predictions: matches with the columns of VSC2022 (`query_id,ref_id,query_start,query_end,ref_start,ref_end,score`), or pairs
 * (`query_id,ref_id,score`; DISC21's `reference_id` is understood too), in which no pair comes twice. Rows are read one by
 * one; what is kept is a {@link MatchTable}.
 *
 * @throws {EVALUATION_TABLE_INVALID} with the line: a missing column, a score or time that is no finite number, an unknown id, a range that
 * ends before it begins, a pair twice in a file of pairs.
 */
export async function readPredictions(file: string, options: ReadTableOptions): Promise<MatchTable> {
  const { pairs, ids = anyIds, signal } = options;
  const csv = await readCsvRows(file, signal);
  const hasTimes = timeColumns.some(column => csv.columns.has(column));
  const refColumn = refColumnOf(csv);
  requireColumns(file, csv, ['query_id', refColumn, ...(hasTimes ? timeColumns : []), 'score']);
  const table = new MatchTable(pairs, { hasTimes });
  const lineOfPair = new Map<number, number>();
  for await (const row of csv.rows) {
    // DISC21 has a row for a query that matches nothing: it predicts nothing.
    if (!hasTimes && row.text(refColumn) === '') continue;
    const match = matchOf(file, row, { refColumn, ids, hasTimes });
    table.add({ ...match, score: row.number('score') }, row.line);
    if (hasTimes) continue;
    const pair = table.pair(table.size - 1);
    const before = lineOfPair.get(pair);
    if (before !== undefined)
      throw new TableInvalidError(
        file,
        row.line,
        `has the pair of line ${before} again; a file of pairs has each once`,
      );
    lineOfPair.set(pair, row.line);
  }
  return table;
}

/**
 * Reads a ground truth: segments with VSC2022's columns, or pairs alone (`query_id,ref_id` or DISC21's `query_id,reference_id`, empty for
 * a query that matches nothing).
 *
 * @throws {EVALUATION_TABLE_INVALID} with the line; a file without any row is refused as well.
 */
export async function readGroundTruth(file: string, options: ReadTableOptions): Promise<MatchTable> {
  const { pairs, ids = anyIds, signal } = options;
  const csv = await readCsvRows(file, signal);
  const hasTimes = timeColumns.some(column => csv.columns.has(column));
  const refColumn = refColumnOf(csv);
  requireColumns(file, csv, ['query_id', refColumn, ...(hasTimes ? timeColumns : [])]);
  const table = new MatchTable(pairs, { hasTimes });
  for await (const row of csv.rows) {
    if (!hasTimes && row.text(refColumn) === '') continue;
    table.add(matchOf(file, row, { refColumn, ids, hasTimes }), row.line);
  }
  if (table.size === 0) throw new TableInvalidError(file, null, 'has no rows, so there is nothing to find');
  return table;
}

function refColumnOf({ columns }: CsvRows): string {
  return columns.has('ref_id') || !columns.has('reference_id') ? 'ref_id' : 'reference_id';
}

interface RowReading {
  readonly refColumn: string;
  readonly ids: IdReader;
  readonly hasTimes: boolean;
}

function matchOf(file: string, row: CsvRow, { refColumn, ids, hasTimes }: RowReading): Match {
  const match = {
    queryId: known(file, row, 'query_id', id => ids.query(id)),
    refId: known(file, row, refColumn, id => ids.reference(id)),
    ...{ queryStart: 0, queryEnd: 0, refStart: 0, refEnd: 0 },
  };
  if (!hasTimes) return match;
  const [queryStart, queryEnd, refStart, refEnd] = timeColumns.map(column => row.number(column)) as [
    number,
    number,
    number,
    number,
  ];
  assertForwards(file, row, 'query', queryStart, queryEnd);
  assertForwards(file, row, 'ref', refStart, refEnd);
  return { ...match, queryStart, queryEnd, refStart, refEnd };
}

function known(file: string, row: CsvRow, column: string, find: (id: string) => string | null): string {
  const given = row.text(column);
  if (given === '') throw new TableInvalidError(file, row.line, `has no ${column}`);
  const id = find(given);
  if (id !== null) return id;
  throw new TableInvalidError(
    file,
    row.line,
    `has ${JSON.stringify(given.slice(0, 120))} as ${column}, which the set does not have`,
  );
}

function assertForwards(file: string, row: CsvRow, axis: string, start: number, end: number): void {
  if (start <= end) return;
  throw new TableInvalidError(
    file,
    row.line,
    `has a ${axis} range that ends before it begins (${start} to ${end})`,
  );
}
