import type { Reporter, TestCase } from 'vitest/node';

/** A small piece of code, and how long it takes. */
export interface Microbenchmark {
  /** `core-filters: compile a plan`. */
  readonly name: string;
  /** Milliseconds. */
  readonly medianMs: number;
  /** The relative margin of error of the mean, in percent. */
  readonly marginPercent: number;
  /** How often it was run. */
  readonly samples: number;
}

/** What vitest reports of the benchmarks of one test. */
type TestBenchmark = Parameters<NonNullable<Reporter['onTestCaseBenchmark']>>[1];

/** Prints a line of JSON for every microbenchmark, and what kept one from running. */
export default class MicroReporter implements Reporter {
  onTestCaseBenchmark(testCase: TestCase, { tasks }: TestBenchmark): void {
    const room = /packages\/([^/]+)\//.exec(testCase.module.moduleId)?.[1] ?? 'unknown';
    for (const { name, latency } of tasks) {
      const { p50, rme, samplesCount } = latency;
      const found = { name: `${room}: ${name}`, medianMs: p50, marginPercent: rme, samples: samplesCount };
      process.stdout.write(`${JSON.stringify(found satisfies Microbenchmark)}\n`);
    }
  }

  onTestCaseResult(testCase: TestCase): void {
    for (const { message } of testCase.result().errors ?? []) {
      process.stderr.write(`${testCase.fullName}: ${message}\n`);
    }
  }
}
