import { readFile } from 'node:fs/promises';
import type { Environment } from '../../packages/benchmark/src/measuring/environment.ts';
import type { Finding } from './scenario.ts';

/** What was measured for the page, kept beside it so that the next run can be compared. */
export interface BenchmarkResults {
  readonly formatVersion: 1;
  /** In the order of the page. */
  readonly sections: readonly SectionResult[];
}

/** What one scenario found, and in which run. */
export interface SectionResult extends Finding {
  readonly name: string;
  readonly title: string;
  readonly run: RunDescription;
  /** How long the scenario took. */
  readonly seconds: number;
}

/** On what, and with which command, a run was made. */
export interface RunDescription {
  /** When it began, ISO 8601; also what distinguishes two runs. */
  readonly startedAt: string;
  /** The command line, to run it again. */
  readonly command: string;
  /** The commit that was measured. */
  readonly commit: string;
  readonly environment: Environment;
}

/** Reads results that an earlier run has written; none where there is no such file, or one of another version. */
export async function readResults(file: string): Promise<BenchmarkResults> {
  const none: BenchmarkResults = { formatVersion: 1, sections: [] };
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return none;
  const results = JSON.parse(text) as BenchmarkResults;
  return results.formatVersion === 1 ? results : none;
}

/** The sections of a run in the place of their earlier ones; sections that were not run stay, those that are no more go. */
export function mergeResults(
  previous: BenchmarkResults,
  measured: readonly SectionResult[],
  order: readonly string[],
): BenchmarkResults {
  const sections = order.flatMap(name => {
    const section = [...measured, ...previous.sections].find(one => one.name === name);
    return section === undefined ? [] : [section];
  });
  return { formatVersion: 1, sections };
}
