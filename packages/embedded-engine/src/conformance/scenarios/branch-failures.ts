import { group, NonRetriableError, RetryAfterError } from 'inngest';
import { keepsErrorNames } from '../keeps-error-names.ts';
import { runOften } from '../run-often.ts';
import type { Scenario } from '../scenario.ts';
import { pause, slow } from '../slow-step.ts';

/** What the failure of one branch means for the others. */
export const branchFailureScenarios: readonly Scenario[] = [
  {
    title: 'A branch in race mode that fails is caught in its branch, and leaves the others alone.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() =>
          Promise.all([
            step
              .run('bad', () => {
                throw new Error('bad');
              })
              .catch((error: Error) => step.run('plan b', () => `caught ${error.message}`)),
            step.run('good', () => 'good'),
          ]),
        ),
      ),
    ],
    play: runOften,
    expected: [{ status: 'completed', output: ['caught bad', 'good'] }],
  },
  {
    title:
      'A group in race mode fails as soon as a branch does, and the code that catches it continues meanwhile.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const reason = await group
          .parallel(() =>
            Promise.all([
              step.run('bad', () => {
                throw new NonRetriableError('bad');
              }),
              step.run('slow', async () => {
                await pause(5_000);
                note('slow');
              }),
            ]),
          )
          .catch((error: Error) => error.message);
        return step.run('after', () => note('after', reason));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes[0]],
    expected: [{ status: 'completed', output: 'bad' }, 'after'],
  },
  {
    title: 'A run whose group in race mode fails, uncaught, has failed with the error of the branch.',
    isInSdk: keepsErrorNames,
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() =>
          Promise.all([
            step.run('bad', () => {
              throw new TypeError('bad');
            }),
            slow(step, 'slow', 500),
          ]),
        ),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'failed', error: { name: 'TypeError', message: 'bad' } },
  },
  {
    title: 'A step in race mode that is tried again holds up no other branch.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 1, triggers: [{ event: named('go') }] },
        async ({ step, attempt }) =>
          group.parallel(() =>
            Promise.all([
              step.run('flaky', () => {
                note(`flaky ${attempt}`);
                if (attempt === 0) throw new RetryAfterError('not yet', '2s');
              }),
              (async () => {
                await step.run('one', () => pause(200));
                await step.run('two', () => note('two'));
              })(),
            ]),
          ),
      ),
    ],
    play: async harness => [(await harness.run({ name: 'go' })).status, harness.notes],
    expected: ['completed', ['flaky 0', 'two', 'flaky 1']],
  },
  {
    title: 'A function that throws outside its steps is called again when a step settles beside it.',
    functions: ({ client, note, named }) => {
      let isSlowUnderWay = false;
      let hasThrown = false;
      return [
        client.createFunction({ id: 'f', retries: 1, triggers: [{ event: named('go') }] }, async ({ step }) =>
          group.parallel(() =>
            Promise.all([
              step
                .run('quick', async () => {
                  // A call for the slow step that began later would meet the throw itself, and be put off with it.
                  while (!isSlowUnderWay) await pause(20);
                })
                .then(() => {
                  if (hasThrown) return;
                  hasThrown = true;
                  throw new RetryAfterError('not yet', '20s');
                }),
              (async () => {
                await step.run('slow', async () => {
                  isSlowUnderWay = true;
                  while (!hasThrown) await pause(20);
                  await pause(200);
                });
                await step.run('next', () => note('next'));
              })(),
            ]),
          ),
        ),
      ];
    },
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      const sentAt = Date.now();
      await harness.until(notes => notes.length > 0);
      const isPrompt = Date.now() - sentAt < 15_000;
      return [isPrompt, (await harness.outcomes(eventId, 1))[0]?.status, harness.notes];
    },
    expected: [true, 'completed', ['next']],
  },
];
