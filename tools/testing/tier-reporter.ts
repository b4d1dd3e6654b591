import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { type CollectedTest, compareSkips } from './compare-skips.ts';
import { conditionsHere } from './skip-conditions.ts';
import { readSkipList } from './skip-list.ts';

/**
 * Ends a tier: compares what was skipped with the committed list, fails the run on a difference, and prints the
 * plain line `N passed, N failed, N skipped` last. Whatever makes the run fail counts as failed in that line.
 */
export default class TierReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const count = (state: string) => tests.filter(test => test.result().state === state).length;
    const brokenModules = modules.filter(module => module.errors().length > 0).length;
    const differences = this.#isNarrowedByTitle() || reason === 'interrupted' ? [] : skipDifferences(modules);
    for (const difference of differences) print(difference);
    if (differences.length > 0) process.exitCode = 1;
    const failed = count('failed') + brokenModules + unhandledErrors.length + differences.length;
    print(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`);
  }

  /** With `-t`, vitest itself skips whatever has another title. */
  #isNarrowedByTitle(): boolean {
    return this.#vitest?.config.testNamePattern !== undefined;
  }
}

function skipDifferences(modules: readonly TestModule[]): readonly string[] {
  const collected = modules.flatMap(module =>
    [...module.children.allTests()].map(
      (test): CollectedTest => ({
        file: module.relativeModuleId.replaceAll('\\', '/'),
        test: test.fullName,
        skipped: test.result().state === 'skipped',
      }),
    ),
  );
  try {
    return compareSkips(collected, readSkipList(), conditionsHere());
  } catch (error) {
    // A list that cannot be read is a difference, not the end of the report.
    return [error instanceof Error ? error.message : String(error)];
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
