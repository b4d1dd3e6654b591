import { NonRetriableError, RetryAfterError } from 'inngest';

import { keepsErrorNames } from '../keeps-error-names.ts';
import type { Scenario } from '../scenario.ts';

/** What happens when steps and functions fail. */
export const failureScenarios: readonly Scenario[] = [
  {
    title: 'A step that fails is tried again after the time it asks for, and its attempts count from zero.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 3, triggers: [{ event: named('go') }] },
        async ({ step, attempt }) =>
          step.run('flaky', () => {
            note(`attempt ${attempt}`);
            if (attempt < 2) throw new RetryAfterError('not yet', '1s');
            return attempt;
          }),
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 2 }, ['attempt 0', 'attempt 1', 'attempt 2']],
  },
  {
    title:
      'Each step has its own attempts, and a finished step does not run again for the failure of a later.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 1, triggers: [{ event: named('go') }] },
        async ({ step, attempt }) => {
          const once = (name: string) =>
            step.run(name, () => {
              note(`${name} ${attempt}`);
              if (attempt === 0) throw new RetryAfterError('not yet', '1s');
              return name;
            });
          return [await once('a'), await once('b')];
        },
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: ['a', 'b'] }, ['a 0', 'a 1', 'b 0', 'b 1']],
  },
  {
    title: 'A step out of attempts throws its error into the function, which may catch it and continue.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 1, triggers: [{ event: named('go') }] }, async ({ step }) => {
        try {
          await step.run('doomed', () => {
            throw new RetryAfterError('out of luck', '1s');
          });
        } catch (error) {
          const { message } = error as Error;
          return step.run('plan b', () => `caught: ${message}`);
        }
        return 'not caught';
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 'caught: out of luck' },
  },
  {
    title: 'A step that throws a NonRetriableError is not tried again.',
    isInSdk: keepsErrorNames,
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 5, triggers: [{ event: named('go') }] }, async ({ step }) =>
        step
          .run('final', () => {
            note('ran');
            throw new NonRetriableError('never');
          })
          .catch((error: Error) => `${error.name}: ${error.message}`),
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 'NonRetriableError: never' }, ['ran']],
  },
  {
    title: 'A run whose step fails for good, uncaught, has failed with its error.',
    isInSdk: keepsErrorNames,
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        step.run('doomed', () => {
          throw new TypeError('no such thing');
        }),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'failed', error: { name: 'TypeError', message: 'no such thing' } },
  },
  {
    title: 'A function that fails outside its steps is tried again, and its finished steps are remembered.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 2, triggers: [{ event: named('go') }] },
        async ({ step, attempt }) => {
          const value = await step.run('a', () => note('a', 7));
          if (attempt === 0) throw new RetryAfterError('not yet', '1s');
          return value;
        },
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 7 }, ['a']],
  },
  {
    title: 'A function that throws a NonRetriableError fails at once.',
    isInSdk: keepsErrorNames,
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 5, triggers: [{ event: named('go') }] }, async () => {
        note('ran');
        throw new NonRetriableError('never');
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'failed', error: { name: 'NonRetriableError', message: 'never' } }, ['ran']],
  },
  {
    title: 'A failure among parallel steps leaves the others their results.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const settled = await Promise.allSettled([
          step.run('good', () => 'good'),
          step.run('bad', () => {
            throw new Error('bad');
          }),
          step.run('fine', () => 'fine'),
        ]);
        return settled.map(({ status }) => status);
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: ['fulfilled', 'rejected', 'fulfilled'] },
  },
  {
    title: 'The handler for failures runs once, with the error and the event of the run that failed.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          retries: 0,
          triggers: [{ event: named('go') }],
          onFailure: async ({ error, event, step }) => {
            await step.run('note', () => note(`${error.message}, ${JSON.stringify(event.data.event.data)}`));
          },
        },
        async () => {
          throw new Error('broken');
        },
      ),
      client.createFunction({ id: 'other', retries: 0, triggers: [{ event: named('other') }] }, async () => {
        throw new Error('not handled');
      }),
    ],
    play: async harness => {
      await harness.run({ name: 'other' });
      const outcome = await harness.run({ name: 'go', data: { order: 4 } });
      await harness.until(notes => notes.length > 0);
      await harness.pause(300);
      return [outcome, harness.notes];
    },
    expected: [{ status: 'failed', error: { name: 'Error', message: 'broken' } }, ['broken, {"order":4}']],
  },
];
