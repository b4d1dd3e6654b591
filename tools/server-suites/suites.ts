/** The tests that say what an engine does, and where: without a server on the embedded engine, else on a server. */
export const suites = {
  'the functions of Inngest': {
    embedded: 'packages/embedded-engine/src/conformance/embedded.test.ts',
    server: 'packages/embedded-engine/src/conformance/server.test.ts',
  },
  'durable batches': {
    embedded: 'packages/workflow/src/conformance/embedded.process.test.ts',
    server: 'packages/workflow/src/conformance/server.process.test.ts',
  },
  'two installations and several workers': {
    embedded: null,
    server: 'apps/service/src/inngest-server.process.test.ts',
  },
} as const;

/** The name of a suite. */
export type SuiteName = keyof typeof suites;

/** The names of all suites, in the order of the page. */
export const suiteNames = Object.keys(suites) as readonly SuiteName[];
