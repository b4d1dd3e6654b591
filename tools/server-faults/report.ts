import { execFileSync } from 'node:child_process';
import { faults } from './faults.ts';
import type { Observation } from './observe.ts';

/** The page with the outcome of each batch. */
export function reportOf(observations: readonly Observation[]): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const rows = observations.map(
    ({ fault, status, counts, seconds, files, renderedAgain, agreeing, isSame, remark }) =>
      [
        ...[faults[fault].title, status, countsText(counts), `${files}`, `${seconds}`, `${renderedAgain}`],
        ...[isSame === null ? '-' : isSame ? 'the same' : 'ANOTHER', `${agreeing} of 3`, remark ?? ''],
      ].join(' | '),
  );
  return [
    '# Faults of an Inngest server, its stores and its workers',
    '',
    '<!-- Written by tools/server-faults/main.ts; what is changed here by hand is lost. -->',
    '',
    'Batches of 24 variants of three short videos on three workers with one render each, `standstillSeconds` 30, and the',
    `outcome of each when something failed after four variants were published. Commit ${commit}.`,
    '',
    '| fault | ended | succeeded, skipped, failed, cancelled | files | seconds | rendered again | ground truth | workers that agree | remark |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n');
}

function countsText(counts: Observation['counts']): string {
  if (counts === null) return '-';
  const { succeeded, skipped, failed, cancelled } = counts;
  return [succeeded, skipped, failed, cancelled].join(', ');
}
