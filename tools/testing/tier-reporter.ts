import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { type CollectedTest, compareSkips } from './compare-skips.ts';
import { conditionsHere } from './skip-conditions.ts';
import { readSkipList } from './skip-list.ts';

/**
 * Ends a tier: compares what was skipped with the committed list, fails the run on a difference, names once more
 * whatever failed, a line `failed: ...` each, and prints the plain line `N passed, N failed, N skipped` last.
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
    const inState = (state: string) => tests.filter(test => test.result().state === state);
    const differences = this.#isNarrowedByTitle() || reason === 'interrupted' ? [] : skipDifferences(modules);
    if (differences.length > 0) process.exitCode = 1;
    const failures = [
      ...inState('failed').map(test => `${fileOf(test.module)} > ${test.fullName}`),
      ...modules.flatMap(module => module.errors().map(error => `${fileOf(module)}: ${error.message}`)),
      ...unhandledErrors.map(error => `outside of any test: ${error.message}`),
      ...differences,
    ];
    for (const failure of failures) print(`failed: ${failure.replaceAll(/\s+/g, ' ')}`);
    print(
      `${inState('passed').length} passed, ${failures.length} failed, ${inState('skipped').length} skipped`,
    );
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
        file: fileOf(module),
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

const fileOf = (module: TestModule) => module.relativeModuleId.replaceAll('\\', '/');

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
