/**
 * @typedef {object} Command
 * @property {string} script what runs, from the root of the checkout, under the development Node
 * @property {readonly string[]} args arguments before the person's own
 * @property {boolean} needsFfmpeg
 * @property {boolean} whereAsked whether it runs in the folder the person stood in, so that their paths mean what they say
 */

/**
 * The commands of the root package.json; each name there is a name here.
 * @type {Readonly<Record<string, Command>>}
 */
export const commands = {
  demo: { script: 'tools/demo/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  variegate: { script: 'apps/cli/src/main.ts', args: [], needsFfmpeg: true, whereAsked: true },
  test: { script: 'tools/testing/main.ts', args: ['fast'], needsFfmpeg: true, whereAsked: false },
  'test:slow': { script: 'tools/testing/main.ts', args: ['slow'], needsFfmpeg: true, whereAsked: false },
  soak: { script: 'tools/testing/main.ts', args: ['soak'], needsFfmpeg: true, whereAsked: false },
  check: { script: 'tools/check/main.ts', args: [], needsFfmpeg: true, whereAsked: false },
  fix: { script: 'tools/check/fix.ts', args: [], needsFfmpeg: false, whereAsked: false },
};
