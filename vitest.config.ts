import { defineConfig } from 'vitest/config';

const shared = {
  environment: 'node' as const,
  exclude: ['**/node_modules/**', '**/dist/**'],
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'slow',
          include: ['{packages,apps}/*/src/**/*.slow.test.ts', 'tools/**/*.slow.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'soak',
          include: ['{packages,apps}/*/src/**/*.soak.test.ts'],
          testTimeout: 7_200_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
