import type { Cell } from './page/matrix-results.ts';

/** What a check found on a version, for a terminal: a line, and whatever failed with the command that shows it again. */
export function cellText({ check, column, seconds, result }: Cell): string {
  const line = (verdict: string) => `${verdict} ${check} on ${column}`;
  if (result.kind === 'not-run') return `${line('not run')}: ${result.reason}`;
  const figures = Object.entries(result.figures).map(([name, value]) => `${name} ${value}`);
  const measured = `${[...figures, `${seconds.toFixed(1)} s`].join(', ')}`;
  const notes = (result.notes ?? []).map(note => `  ${note}`);
  if (result.kind === 'passed') return [`${line('ok')}: ${measured}`, ...notes].join('\n');
  const failures = result.failures.flatMap(({ what, command }) => [
    `failed: ${check} on ${column}: ${what.replaceAll(/\s+/g, ' ')}`,
    ...(command === null ? [] : [`  ${command}`]),
  ]);
  return [`${line('FAIL')}: ${measured}`, ...notes, ...failures].join('\n');
}
