import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { TableInvalidError } from '../errors.ts';

/** Far beyond any row. */
const maxRowCharacters = 65_536;

/** One row of a CSV file that has all the columns that were asked for. */
export interface CsvRow {
  /** Line of the file, from 1; the last one of a row with line breaks inside. */
  readonly line: number;
  /** Text of a column; `''` where it is optional and absent. */
  text(column: string): string;
  /**
   * Number in a column.
   * @throws {EVALUATION_TABLE_INVALID} for anything but a finite number in decimal notation.
   */
  number(column: string): number;
}

/** A CSV file while it is read. */
export interface CsvRows {
  /** The names in its first line. */
  readonly columns: ReadonlySet<string>;
  readonly rows: AsyncGenerator<CsvRow>;
}

/**
 * Reads a CSV file row by row (RFC 4180, UTF-8, with or without a byte order mark), the columns in any order.
 *
 * @throws {EVALUATION_TABLE_INVALID} when it cannot be read, has no first line with names, or a row is damaged.
 */
export async function readCsvRows(file: string, signal?: AbortSignal): Promise<CsvRows> {
  const records = recordsOf(file, signal);
  const first = await records.next();
  if (first.done === true) throw new TableInvalidError(file, null, 'is empty');
  const columns = first.value.record.map(name => name.trim());
  const twice = columns.find((name, place) => columns.indexOf(name) !== place);
  if (twice !== undefined) {
    await records.return(undefined);
    throw new TableInvalidError(file, first.value.line, `has the column ${twice} twice`);
  }
  const places = new Map(columns.map((name, place) => [name, place]));
  return { columns: new Set(columns), rows: rowsOf(file, records, places) };
}

interface CsvRecord {
  readonly line: number;
  readonly record: readonly string[];
}

async function* recordsOf(file: string, signal: AbortSignal | undefined): AsyncGenerator<CsvRecord> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRowCharacters,
  });
  try {
    // A pipe that nobody writes to would be waited for.
    if (!(await stat(file)).isFile()) throw new TableInvalidError(file, null, 'is not a regular file');
    // A failure of reading ends the parser, so it is seen below.
    pipeline(createReadStream(file), parser, () => {});
    for await (const { info, record } of parser as AsyncIterable<{
      readonly info: { readonly lines: number };
      readonly record: readonly string[];
    }>) {
      signal?.throwIfAborted();
      yield { line: info.lines, record };
    }
  } catch (error) {
    throw readableError(file, error);
  }
}

function readableError(file: string, error: unknown): unknown {
  if (error instanceof TableInvalidError) return error;
  if (error instanceof CsvError) {
    const { lines } = error as unknown as { readonly lines?: number };
    const what = problems[error.code] ?? 'is not a row of CSV';
    return new TableInvalidError(file, lines ?? null, what, { cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || code === 'ABORT_ERR') return error;
  const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
  return new TableInvalidError(file, null, reason, { cause: error });
}

const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quote',
  INVALID_OPENING_QUOTE: 'has a quote inside a field that does not begin with one',
  CSV_MAX_RECORD_SIZE: `is longer than ${maxRowCharacters} characters`,
};

const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

async function* rowsOf(
  file: string,
  records: AsyncGenerator<CsvRecord>,
  places: ReadonlyMap<string, number>,
): AsyncGenerator<CsvRow> {
  for await (const { line, record } of records) {
    if (record.length !== places.size) {
      const problem = `has ${record.length} fields where the first line names ${places.size}`;
      throw new TableInvalidError(file, line, problem);
    }
    const text = (column: string) => record[places.get(column) ?? -1] ?? '';
    yield {
      line,
      text,
      number(column) {
        const given = text(column);
        const value = decimal.test(given) ? Number(given) : Number.NaN;
        if (Number.isFinite(value)) return value;
        const shown = JSON.stringify(given.slice(0, 40));
        throw new TableInvalidError(file, line, `has ${shown} as ${column}, which must be a finite number`);
      },
    };
  }
}

/**
 * Makes sure of columns.
 *
 * @throws {EVALUATION_TABLE_INVALID} that names those that are missing.
 */
export function requireColumns(file: string, { columns }: CsvRows, required: readonly string[]): void {
  const missing = required.filter(name => !columns.has(name));
  if (missing.length === 0) return;
  const what = missing.length === 1 ? 'column' : 'columns';
  throw new TableInvalidError(
    file,
    1,
    `lacks the ${what} ${missing.join(', ')}; it must name ${required.join(', ')}`,
  );
}
