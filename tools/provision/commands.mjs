import { availableParallelism } from 'node:os';

/**
 * @typedef {object} Command
 * @property {string} script what runs, from the root of the checkout, under the development Node
 * @property {readonly string[]} args arguments before the person's own
 * @property {boolean} needsFfmpeg
 * @property {boolean} whereAsked whether it runs in the folder the person stood in, so that their paths mean what they say
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
  // Most of these wait for processes of their own; of two cores, vitest would leave one unused.
  test: tests('fast', [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`]),
  'test:slow': tests('slow'),
  soak: tests('soak'),
  'bench:docs': {
    script: 'packages/benchmark/src/documents/main.ts',
    args: [],
    needsFfmpeg: true,
    whereAsked: true,
  },
  'bench:micro': {
    script: vitest,
    args: ['bench', '--run', '--config', 'packages/benchmark/vitest.micro.config.ts'],
    needsFfmpeg: false,
    whereAsked: false,
  },
  check: { script: 'tools/check/main.ts', args: [], needsFfmpeg: true, whereAsked: false },
  fix: { script: 'tools/check/fix.ts', args: [], needsFfmpeg: false, whereAsked: false },
};
