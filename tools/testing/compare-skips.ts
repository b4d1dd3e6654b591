import type { SkipCondition } from './skip-conditions.ts';
import type { AllowedSkip } from './skip-list.ts';

/** A test that was collected in a run, and whether it was skipped. */
export interface CollectedTest {
  readonly file: string;
  readonly test: string;
  readonly skipped: boolean;
}

/**
 * Compares the tests that were skipped with the list: every difference, in either direction, is one sentence.
 * Only files that took part in the run are judged, so that a run of one package can be judged too.
 */
export function compareSkips(
  collected: readonly CollectedTest[],
  list: readonly AllowedSkip[],
  conditions: ReadonlySet<SkipCondition>,
): readonly string[] {
  return [
    ...skipsThatAreNotListed(collected, list, conditions),
    ...entriesThatAreNotSkipped(collected, list, conditions),
  ];
}

function skipsThatAreNotListed(
  collected: readonly CollectedTest[],
  list: readonly AllowedSkip[],
  conditions: ReadonlySet<SkipCondition>,
): readonly string[] {
  const allowed = list.filter(entry => holds(entry, conditions));
  return collected
    .filter(test => test.skipped && !allowed.some(entry => covers(entry, test)))
    .map(({ file, test }) => `skipped, and not listed as such on this machine: ${file} > ${test}`);
}

function entriesThatAreNotSkipped(
  collected: readonly CollectedTest[],
  list: readonly AllowedSkip[],
  conditions: ReadonlySet<SkipCondition>,
): readonly string[] {
  const files = new Set(collected.map(({ file }) => file));
  return list
    .filter(({ file }) => files.has(file))
    .flatMap(entry => {
      const covered = collected.filter(test => covers(entry, test));
      if (covered.length === 0) return [`listed, but there is no such test: ${entry.file} > ${entry.test}`];
      if (!holds(entry, conditions)) return [];
      return covered
        .filter(({ skipped }) => !skipped)
        .map(
          ({ file, test }) =>
            `listed as skipped where ${entry.when.join(' or ')}, but it ran: ${file} > ${test}`,
        );
    });
}

const holds = (entry: AllowedSkip, conditions: ReadonlySet<SkipCondition>) =>
  entry.when.some(condition => conditions.has(condition));

const covers = (entry: AllowedSkip, { file, test }: CollectedTest) =>
  file === entry.file && (test === entry.test || test.startsWith(`${entry.test} > `));
