import { defineConfig } from 'vitest/config';
import { patienceHere } from './tools/testing/patience.ts';

/** Limits of time are for what hangs: none is near what a test takes, and all follow the load that a run begins under. */
const patience = patienceHere();

const limits = (ms: number) => ({ testTimeout: ms * patience, hookTimeout: ms * patience });

const shared = {
  environment: 'node' as const,
  exclude: ['**/node_modules/**', '**/dist/**'],
  env: {
    // For waits of the tests' own.
    VARIEGATE_TEST_PATIENCE: String(patience),
    // What the command prints follows the locale.
    LC_ALL: 'C.UTF-8',
  },
  expect: { poll: { timeout: 60_000 * patience } },
};

/** The three tiers: `fast` is what `npm test` runs, `slow` and `soak` are asked for by name. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'fast',
          include: ['{packages,apps}/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...shared.exclude, '**/*.slow.test.ts', '**/*.soak.test.ts'],
          // A process for each of 300 files costs a second of processor time each. No test leaves anything behind in its own.
          isolate: false,
          ...limits(300_000),
        },
      },
      {
        test: {
          ...shared,
          name: 'slow',
          include: ['{packages,apps}/*/src/**/*.slow.test.ts', 'tools/**/*.slow.test.ts'],
          ...limits(1_800_000),
        },
      },
      {
        test: {
          ...shared,
          name: 'soak',
          include: ['{packages,apps}/*/src/**/*.soak.test.ts'],
          ...limits(7_200_000),
        },
      },
    ],
  },
});
