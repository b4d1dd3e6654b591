import { invoke, NonRetriableError, referenceFunction, staticSchema } from 'inngest';

import type { Scenario } from '../scenario.ts';

const givenNumber = invoke(staticSchema<{ n: number }>());

/** What functions that invoke each other give and get. */
export const invokeScenarios: readonly Scenario[] = [
  {
    title: 'An invoked function gets the data of its caller, and its caller what it returns.',
    functions: ({ client, named }) => {
      const child = client.createFunction(
        { id: 'child', triggers: [givenNumber] },
        async ({ event, step }) => {
          const doubled = await step.run('double', () => event.data.n * 2);
          return { doubled, name: event.name };
        },
      );
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) => step.invoke('ask', { function: child, data: { n: 21 } }),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: { doubled: 42, name: 'inngest/function.invoked' } },
  },
  {
    title:
      'A function with an invoke trigger is started by invoking it, and its event says where that came from.',
    functions: ({ client, named }) => {
      const child = client.createFunction(
        { id: 'child', triggers: [invoke(staticSchema<{ n: number; _inngest?: unknown }>())] },
        async ({ event }) => [event.data.n, typeof event.data._inngest],
      );
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) => step.invoke('ask', { function: child, data: { n: 5 } }),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: [5, 'object'] },
  },
  {
    title: 'Many invocations at a time give their results in the order of the code.',
    functions: ({ client, named }) => {
      const child = client.createFunction({ id: 'child', triggers: [givenNumber] }, async ({ event, step }) =>
        step.run('square', () => event.data.n ** 2),
      );
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) =>
          Promise.all(
            Array.from({ length: 12 }, (_, n) => step.invoke(`ask-${n}`, { function: child, data: { n } })),
          ),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: Array.from({ length: 12 }, (_, n) => n * n) },
  },
  {
    title: 'A failure of an invoked function is thrown into its caller.',
    functions: ({ client, named }) => {
      const child = client.createFunction({ id: 'child', retries: 0, triggers: [] }, async () => {
        throw new NonRetriableError('child says no');
      });
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) => step.invoke('ask', { function: child }).catch((error: Error) => error.message),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 'child says no' },
  },
  {
    title: 'An invocation that takes too long times out.',
    functions: ({ client, named }) => {
      const child = client.createFunction({ id: 'child', triggers: [] }, async ({ step }) => {
        await step.sleep('long', '20s');
      });
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) =>
          step
            .invoke('ask', { function: child, timeout: '1s' })
            .catch(({ name, message }: Error) => `${name}: ${message}`),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: {
      status: 'completed',
      output: 'InngestInvokeTimeoutError: Timed out waiting for invoked function to complete',
    },
  },
  {
    title: 'Invoking a function that does not exist fails the step.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'parent', retries: 0, triggers: [{ event: named('go') }] },
        async ({ step }) =>
          step
            .invoke('ask', { function: referenceFunction({ functionId: 'nobody' }) })
            .then(() => 'answered')
            .catch((error: Error) => error.message.startsWith('could not find function with ID')),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: true },
  },
  {
    title: 'A function may invoke itself, as deep as it likes.',
    functions: ({ client, named }) => {
      const child = client.createFunction(
        { id: 'child', triggers: [givenNumber] },
        async ({ event, step }) => {
          const { n } = event.data;
          if (n === 0) return 0;
          const below = await step.invoke('below', {
            function: referenceFunction({ functionId: 'child' }),
            data: { n: n - 1 },
          });
          return Number(below) + n;
        },
      );
      const parent = client.createFunction(
        { id: 'parent', triggers: [{ event: named('go') }] },
        async ({ step }) => step.invoke('ask', { function: child, data: { n: 4 } }),
      );
      return [child, parent];
    },
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 10 },
  },
];
