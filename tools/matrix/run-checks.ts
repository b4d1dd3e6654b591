import type { Check, CheckContext, CheckResult } from './checks/check.ts';
import type { Explanation } from './page/explanation.ts';
import type { Cell } from './page/matrix-results.ts';
import { compareVersions } from './versions/ffmpeg-version.ts';
import type { MatrixVersion } from './versions/matrix-version.ts';

/** What running checks takes. */
export interface RunChecksOptions
  extends Omit<CheckContext, 'version' | 'reference' | 'once' | 'allowances'> {
  readonly checks: readonly Check[];
  /** Columns that are filled; empty: all. */
  readonly columns: readonly string[];
  /** From the oldest, which the others are compared with. */
  readonly versions: readonly [MatrixVersion, ...MatrixVersion[]];
  /** What each cell says of the run. */
  readonly run: Pick<Cell, 'commit' | 'date' | 'command'>;
  readonly explanations: readonly Explanation[];
}

/** Runs every check on every version, and gives each result as soon as it is known. */
export async function* runChecks({
  checks,
  columns,
  versions,
  run,
  explanations,
  ...shared
}: RunChecksOptions): AsyncGenerator<Cell> {
  const [reference] = versions;
  const unknown = columns.find(column => versions.every(version => version.column !== column));
  if (unknown !== undefined) {
    throw new RangeError(
      `There is no column "${unknown}": ${versions.map(({ column }) => column).join(', ')}.`,
    );
  }
  const filled = columns.length === 0 ? versions : versions.filter(({ column }) => columns.includes(column));
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const there = made.get(key) ?? make();
    made.set(key, there);
    return there as Promise<T>;
  };
  for (const check of checks) {
    for (const version of filled) {
      shared.say(`${check.name} on ${version.column} (${version.ffmpeg.version})`);
      const startedMs = performance.now();
      const allowances = explanations
        .filter(
          known => known.checks.includes(check.name) && compareVersions(version.column, known.since) >= 0,
        )
        .flatMap(({ allows }) => allows ?? []);
      const result = await resultOnVersion(check, { ...shared, version, reference, allowances, once });
      yield {
        check: check.name,
        column: version.column,
        version: version.ffmpeg.version,
        reference: reference.column,
        ...run,
        seconds: Math.round((performance.now() - startedMs) / 100) / 10,
        result,
      };
    }
  }
}

async function resultOnVersion(check: Check, context: CheckContext): Promise<CheckResult> {
  try {
    return await check.run(context);
  } catch (error) {
    context.signal.throwIfAborted();
    const what = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', figures: {}, failures: [{ what, command: null }] };
  }
}
