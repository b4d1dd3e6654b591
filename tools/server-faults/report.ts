import { faults } from './faults.ts';
import type { Observation } from './observe.ts';

/** An observation, and the code that it is of. */
export type Result = Observation & { readonly commit: string };

/** The page with the outcome of each batch. */
export function reportOf(results: readonly Result[]): string {
  const rows = Object.entries(faults).flatMap(([name, { title }]) => {
    const rounds = results.filter(({ fault }) => fault === name);
    return rounds.length === 0 ? [] : [`| ${[title, ...cellsOf(rounds)].join(' | ')} |`];
  });
  return [
    '# Faults of an Inngest server, its stores and its workers',
    '',
    '<!-- Written by tools/server-faults/main.ts from server-faults.json; what is changed here by hand is lost. -->',
    '',
    'Batches of 24 variants of three short videos on three workers with one render each, `standstillSeconds` 30, each in a fresh',
    'folder, and their outcome when something failed after four variants were published. A batch holds when it ends as',
    'it has to, nothing is published twice, all workers that answer agree on its status, and its counts are those of the folder; and,',
    'unless it is cancelled, when its ground truth and its manifest outside `run` are those of the undisturbed run and',
    'as many variants are made. Columns with several figures give one for each round.',
    '',
    '| fault | held | ended | succeeded, skipped, failed, cancelled | seconds | rendered again | remark | commit |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function cellsOf(rounds: readonly Result[]): readonly string[] {
  const each = (text: (result: Result) => string) => rounds.map(text);
  const distinct = (texts: readonly string[]) => [...new Set(texts.filter(text => text !== ''))].join('; ');
  return [
    `${rounds.filter(({ problems }) => problems.length === 0).length} of ${rounds.length}`,
    distinct(each(({ status }) => status)),
    distinct(each(({ counts }) => countsText(counts))),
    each(({ seconds }) => `${seconds}`).join(', '),
    each(({ renderedAgain }) => `${renderedAgain}`).join(', '),
    distinct(rounds.flatMap(({ remark, problems }) => [remark ?? '', ...problems])),
    distinct(each(({ commit }) => commit)),
  ];
}

function countsText(counts: Observation['counts']): string {
  if (counts === null) return '-';
  const { succeeded, skipped, failed, cancelled } = counts;
  return [succeeded, skipped, failed, cancelled].join(' ');
}
