import { readFile } from 'node:fs/promises';
import type { CheckResult } from '../checks/check.ts';
import { compareVersions } from '../versions/ffmpeg-version.ts';

/** What all checks found, kept beside the page, so that a run of some checks on some versions keeps the rest. */
export interface MatrixResults {
  readonly formatVersion: 1;
  readonly cells: readonly Cell[];
}

/** What one check found on one version, and in which run. */
export interface Cell {
  /** Name of the check. */
  readonly check: string;
  /** Column of the page, such as `7.1`. */
  readonly column: string;
  /** Whole version, such as `7.1.5-0+deb13u1`. */
  readonly version: string;
  /** Column of the version that it was compared with; may be the very version. */
  readonly reference: string;
  readonly commit: string;
  /** Day, as `2026-01-31`. */
  readonly date: string;
  /** The command line of the run. */
  readonly command: string;
  /** Wall clock of the check. */
  readonly seconds: number;
  readonly result: CheckResult;
}

const none: MatrixResults = { formatVersion: 1, cells: [] };

/** Reads results that an earlier run has written; none where there is no such file, or one of another format. */
export async function readResults(file: string): Promise<MatrixResults> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return none;
  const results = JSON.parse(text) as MatrixResults;
  return results.formatVersion === none.formatVersion ? results : none;
}

/** New cells in the place of their earlier ones, by check and then from the oldest version to the newest. */
export function mergeResults(
  previous: MatrixResults,
  measured: readonly Cell[],
  checkOrder: readonly string[],
): MatrixResults {
  const isNew = ({ check, column }: Cell) =>
    measured.some(cell => cell.check === check && cell.column === column);
  const cells = [...previous.cells.filter(cell => !isNew(cell)), ...measured];
  return {
    formatVersion: none.formatVersion,
    cells: checkOrder.flatMap(name =>
      cells
        .filter(({ check }) => check === name)
        .sort((one, other) => compareVersions(one.column, other.column)),
    ),
  };
}
