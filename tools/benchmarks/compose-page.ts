import type { Block, Section } from '../../packages/benchmark/src/report/block.ts';
import { environmentText } from '../../packages/benchmark/src/report/summary-sections.ts';
import { toHtmlPage } from '../../packages/benchmark/src/report/to-html-page.ts';
import type { BenchmarkResults, RunDescription, SectionResult } from './benchmark-results.ts';
import { type Change, changeText } from './compare-results.ts';
import { toMarkdown } from './to-markdown.ts';

/** The title of both pages. */
const title = 'Benchmarks';

/** docs/benchmarks.md. */
export function composeMarkdown(results: BenchmarkResults, changes: readonly Change[]): string {
  return `${[
    `# ${title}`,
    '<!-- Written by `npm run bench:docs` from benchmarks.json; what is changed here by hand is lost. -->',
    'Plots of the same figures: [benchmarks.html](benchmarks.html). Figures are of one machine; `variegate bench` ' +
      'measures yours.',
    toMarkdown(sectionsOf(results, changes)),
  ].join('\n\n')}\n`;
}

/** docs/benchmarks.html, with plots. */
export function composeHtml(results: BenchmarkResults, changes: readonly Change[]): Promise<string> {
  return toHtmlPage(title, sectionsOf(results, changes));
}

function sectionsOf({ sections }: BenchmarkResults, changes: readonly Change[]): readonly Section[] {
  const latest = sections.map(({ run }) => run).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
  if (latest === undefined) return [];
  return [
    { title: 'The run', blocks: runBlocks(latest) },
    ...sections.map(section => ({
      title: section.title,
      blocks: [...originOf(section, latest), ...section.blocks],
    })),
    { title: 'What changed since the run before', blocks: changeBlocks(changes) },
  ];
}

function runBlocks({ command, commit, environment }: RunDescription): readonly Block[] {
  return [environmentText(environment), { kind: 'text', text: `Commit ${commit}; \`${command}\`.` }];
}

/** A section of another run than the latest says so. */
function originOf({ run }: SectionResult, latest: RunDescription): readonly Block[] {
  return run.startedAt === latest.startedAt
    ? []
    : [{ kind: 'text', text: 'Of an earlier run.' }, ...runBlocks(run)];
}

function changeBlocks(changes: readonly Change[]): readonly Block[] {
  if (changes.length === 0)
    return [{ kind: 'text', text: 'Nothing by 5 % or more, as far as both runs have the same figures.' }];
  return [
    {
      kind: 'table',
      head: ['figure'],
      rows: changes.map(change => [changeText(change)]),
    },
  ];
}
