import type { Counts } from '../testing/vitest-report.ts';
import { type SuiteName, suiteNames, suites } from './suites.ts';

/** What a suite came to on an engine. */
export interface SuiteResult {
  readonly suite: SuiteName;
  /** `embedded`, or the name of a server. */
  readonly engine: string;
  readonly counts: Counts;
  /** The titles of the tests that failed. */
  readonly failed: readonly string[];
  readonly seconds: number;
  readonly commit: string;
}

/** The page with a row for each suite, and a column for each engine. */
export function pageOf(results: readonly SuiteResult[]): string {
  const engines = [...new Set(['embedded', ...results.map(({ engine }) => engine)])];
  const cell = (suite: SuiteName, engine: string): string => {
    const result = results.find(one => one.suite === suite && one.engine === engine);
    if (result !== undefined) return textOf(result);
    return engine === 'embedded' && suites[suite].embedded === null ? '-' : 'not run';
  };
  const failures = results.flatMap(({ suite, engine, failed }) =>
    failed.map(title => `- ${suite}, ${engine}: ${title}`),
  );
  return [
    '# One behaviour on every engine',
    '',
    '<!-- Written by tools/server-suites/main.ts from server-suites.json; what is changed here by hand is lost. -->',
    '',
    'The same tests on the embedded engine and on Inngest servers: `dev` is a development server (`inngest dev`), `start` a server with',
    'keys (`inngest start`) on PostgreSQL and Redis. Each cell has its counts, its seconds and its commit.',
    '',
    `| suite | ${engines.join(' | ')} |`,
    `|---|${engines.map(() => '---|').join('')}`,
    ...suiteNames.map(suite => `| ${[suite, ...engines.map(engine => cell(suite, engine))].join(' | ')} |`),
    '',
    ...(failures.length === 0 ? [] : ['Failed:', '', ...failures, '']),
  ].join('\n');
}

function textOf({ counts: { passed, failed, absent }, seconds, commit }: SuiteResult): string {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (absent > 0) parts.push(`${absent} skipped`);
  return `${parts.join(', ')}; ${seconds} s; ${commit}`;
}
