import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Every microbenchmark of the checkout, one file after another, so that none disturbs another. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    environment: 'node',
    fileParallelism: false,
    testTimeout: 120_000,
    benchmark: { include: ['packages/*/src/**/*.micro.bench.ts'] },
    reporters: [fileURLToPath(new URL('micro-reporter.ts', import.meta.url))],
  },
});
