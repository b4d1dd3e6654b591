import type { Check, Failure } from '../checks/check.ts';
import { compareVersions } from '../versions/ffmpeg-version.ts';
import type { Explanation } from './explanation.ts';
import type { Cell, MatrixResults } from './matrix-results.ts';

/** Failures and notes of a cell that the page lists; the results beside it have all. */
const listed = 12;

/** docs/ffmpeg-versions.md: which check holds on which version, the figures, and what differs and why. */
export function composePage(
  { cells }: MatrixResults,
  checks: readonly Pick<Check, 'name' | 'title'>[],
  explanations: readonly Explanation[],
): string {
  const columns = [...new Set(cells.map(({ column }) => column))].sort(compareVersions);
  const tried = checks.filter(({ name }) => cells.some(({ check }) => check === name));
  const rows = tried.map(({ name, title }) => [
    `[${title}](#${name})`,
    ...columns.map(column => verdictOf(cells.find(cell => cell.check === name && cell.column === column))),
  ]);
  return `${[
    '# Versions of ffmpeg',
    '<!-- Written by `npm run matrix` from ffmpeg-versions.json and tools/matrix/page/explanations.json; what is changed here by hand is lost. -->',
    'What was rendered and compared on which version: `npm run matrix -- 7.1 9` repeats it, with any versions that the ' +
      'package sources of the system have, or with paths of others ([testing](testing.md#versions-of-ffmpeg)). Unless a ' +
      'section says otherwise, versions are compared with the oldest one, and the oldest one measures.',
    table(['check', ...columns], rows),
    ...tried.flatMap(check => sectionOf(check, cells, explanations)),
  ].join('\n\n')}\n`;
}

function verdictOf(cell: Cell | undefined): string {
  if (cell === undefined) return '-';
  const { result } = cell;
  if (result.kind === 'failed') return `**failed** (${result.failures.length})`;
  return result.kind === 'passed' ? 'passed' : 'not run';
}

function sectionOf(
  { name, title }: Pick<Check, 'name' | 'title'>,
  cells: readonly Cell[],
  explanations: readonly Explanation[],
): readonly string[] {
  const own = cells.filter(({ check }) => check === name);
  const figures = own.map(({ result }) => (result.kind === 'not-run' ? {} : result.figures));
  const names = [...new Set(figures.flatMap(Object.keys))];
  const rows = [
    ['version', ...own.map(({ version }) => version)],
    ['compared with', ...own.map(({ reference, column }) => (reference === column ? '-' : reference))],
    ...names.map(figure => [figure, ...figures.map(of => String(of[figure] ?? '-'))]),
    ['seconds', ...own.map(({ seconds }) => String(Math.round(seconds)))],
    ['command', ...own.map(({ command }) => `\`${command}\``)],
    ['commit, day', ...own.map(({ commit, date }) => `${commit}, ${date}`)],
  ];
  const known = explanations.filter(({ checks }) => checks.includes(name));
  return [
    `<a id="${name}"></a>\n\n## ${title}`,
    table(['', ...own.map(({ column }) => column)], rows),
    ...(known.length === 0 ? [] : ['What differs, and why:', known.map(explanationText).join('\n')]),
    ...own.flatMap(detailsOf),
  ];
}

const explanationText = ({ since, what, why }: Explanation) => `- Since ${since}: ${what} ${why}`;

function detailsOf({ column, result }: Cell): readonly string[] {
  if (result.kind === 'not-run') return [`Not run on ${column}: ${result.reason}`];
  const notes = result.notes ?? [];
  return [
    ...(notes.length === 0 ? [] : [`On ${column}:`, shortList(notes.map(note => `- ${note}`))]),
    ...(result.kind === 'failed'
      ? [`Failed on ${column}:`, shortList(result.failures.map(failureText))]
      : []),
  ];
}

function failureText({ what, command }: Failure): string {
  const line = `- ${what.replaceAll(/\s+/g, ' ')}`;
  return command === null ? line : `${line}\n\n  \`\`\`sh\n  ${command}\n  \`\`\`\n`;
}

function shortList(lines: readonly string[]): string {
  const more = lines.length - listed;
  return [...lines.slice(0, listed), ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
