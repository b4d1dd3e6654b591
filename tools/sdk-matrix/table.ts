import type { Counts } from '../testing/vitest-report.ts';

/** What a release of the SDK came to. */
export interface ReleaseResult {
  readonly version: string;
  /** What the compiler found; null when nothing. */
  readonly types: string | null;
  /** What it left out are tests of what this release does not have. */
  readonly conformance: Counts;
  readonly tests: Counts;
  /** One text for each test that failed. */
  readonly failures: readonly string[];
}

/** Whether everything passed that could be tried. */
export function hasPassed({ types, conformance, tests }: ReleaseResult): boolean {
  return types === null && conformance.failed === 0 && tests.failed === 0 && conformance.passed > 0;
}

/** The table of a README, by age: one line for neighbours that came to the same. */
export function composeTable(results: readonly ReleaseResult[], commit: string): string {
  const byAge = results.toSorted((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }));
  const rows = byAge.map(result => ({
    version: result.version,
    cells: [result.types === null ? 'yes' : 'no', cellOf(result.conformance), cellOf(result.tests)].join(
      ' | ',
    ),
  }));
  const lines = rows.reduce<{ versions: string[]; cells: string }[]>((grouped, { version, cells }) => {
    const last = grouped.at(-1);
    if (last?.cells === cells) last.versions.push(version);
    else grouped.push({ versions: [version], cells });
    return grouped;
  }, []);
  return [
    "| `inngest` | types | conformance | the engine's own tests |",
    '| --- | --- | --- | --- |',
    ...lines.map(({ versions, cells }) => `| ${versions.join(', ')} | ${cells} |`),
    '',
    `Tried at commit ${commit} with Node ${process.versions.node}: the newest of a minor version each.`,
  ].join('\n');
}

function cellOf({ passed, failed, absent }: Counts): string {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (absent > 0) parts.push(`${absent} left out`);
  return parts.join(', ');
}

const BEGIN = '<!-- sdk-matrix -->';
const END = '<!-- /sdk-matrix -->';

/** A text with the table between its two marks. */
export function putTable(text: string, table: string): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from === -1 || to < from) throw new Error(`There is no ${BEGIN} with a ${END} after it.`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${table}\n\n${text.slice(to)}`;
}
