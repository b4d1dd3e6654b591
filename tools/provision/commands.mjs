import { availableParallelism } from 'node:os';

/**
 * @typedef {object} Command
 * @property {string} script what runs, from the root of the checkout, under the development Node
 * @property {readonly string[]} args arguments before the user's own
 * @property {boolean} needsFfmpeg
 * @property {boolean} whereAsked whether it runs in the user's current folder, so that relative paths resolve as typed
 */

const vitest = 'node_modules/vitest/vitest.mjs';

/**
 * @param {string} tier a project of vitest.config.ts
 * @param {readonly string[]} options of vitest, for this tier alone
 * @returns {Command}
 */
const tests = (tier, options = []) => ({
  script: vitest,
  args: [
    ...['run', '--project', tier, ...options],
    ...['--reporter=default', '--reporter=./tools/testing/tier-reporter.ts'],
  ],
  needsFfmpeg: true,
  whereAsked: false,
});

/**
 * The commands of the root package.json; each name there is a name here.
 * @type {Readonly<Record<string, Command>>}
 */
export const commands = {
  demo: { script: 'tools/demo/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  'demo:workflow': { script: 'tools/demo-workflow/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  variegate: { script: 'apps/cli/src/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  // Most tests wait for their own processes; of two cores, vitest would leave one unused.
  test: tests('fast', [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]),
  'test:slow': tests('slow', [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]),
  soak: tests('soak'),
  'bench:docs': {
    script: 'tools/benchmarks/main.ts',
    args: [],
    needsFfmpeg: true,
    whereAsked: true,
  },
  'bench:guard': { script: 'tools/benchmarks/guard.ts', args: [], needsFfmpeg: true, whereAsked: false },
  'bench:micro': {
    script: vitest,
    args: ['bench', '--run', '--config', 'tools/benchmarks/vitest.micro.config.ts'],
    needsFfmpeg: false,
    whereAsked: false,
  },
  'docs:site': { script: 'apps/site/src/main.ts', args: [], needsFfmpeg: false, whereAsked: true },
  matrix: { script: 'tools/matrix/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  'sdk-matrix': { script: 'tools/sdk-matrix/main.ts', args: [], needsFfmpeg: false, whereAsked: false },
  check: { script: 'tools/check/main.ts', args: [], needsFfmpeg: true, whereAsked: false },
  release: { script: 'tools/release/main.ts', args: [], needsFfmpeg: true, whereAsked: false },
  fix: { script: 'tools/check/fix.ts', args: [], needsFfmpeg: false, whereAsked: false },
};
