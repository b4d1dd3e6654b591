import { group } from 'inngest';

import { runOften } from '../run-often.ts';
import type { Scenario } from '../scenario.ts';
import { pause, slow } from '../slow-step.ts';

/** What races between steps come to. */
export const raceScenarios: readonly Scenario[] = [
  {
    title: 'A race of quick steps is won by one of them.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const winner = await group.parallel(() =>
          Promise.race([step.run('a', () => 'a'), step.run('b', () => 'b')]),
        );
        return ['a', 'b'].includes(winner);
      }),
    ],
    play: runOften,
    expected: [{ status: 'completed', output: true }],
  },
  {
    title: 'A race of slow steps is won by the one that settles first.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() => Promise.race([slow(step, 'slow', 1_200), slow(step, 'quick', 100)])),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 'quick' },
  },
  {
    title: 'After a race the next step runs with the winner, while the loser is still under way.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const winner = await group.parallel(() =>
          Promise.race([
            step.run('loser', async () => {
              await pause(5_000);
              note('loser');
            }),
            step.run('winner', () => 'winner'),
          ]),
        );
        return step.run('next', () => note(`after ${String(winner)}`, 'next'));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes[0]],
    expected: [{ status: 'completed', output: 'next' }, 'after winner'],
  },
  {
    title: 'After a race of quick steps the function continues with the next step.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        await group.parallel(() => Promise.race([step.run('a', () => 'a'), step.run('b', () => 'b')]));
        return step.run('next', () => 'next');
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 'next' },
  },
  {
    title: 'A step, a wait for an event and an invoked function can race.',
    functions: ({ client, note, named }) => {
      const child = client.createFunction({ id: 'child', retries: 0, triggers: [] }, async ({ step }) => {
        await step.sleep('nap', '3s');
        return 'child';
      });
      const parent = client.createFunction(
        { id: 'parent', retries: 0, triggers: [{ event: named('go') }] },
        async ({ step }) => {
          const winner = await group.parallel(() =>
            Promise.race([
              step.waitForEvent('answer', { event: named('answer'), timeout: '20s' }).then(() => 'event'),
              step.invoke('ask', { function: child }),
              step.run('begin', () => note('begun')).then(() => step.sleep('long', '5s')),
            ]),
          );
          return step.run('after', () => note(`after ${String(winner)}`, winner));
        },
      );
      return [child, parent];
    },
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      await harness.until(notes => notes.length > 0);
      await harness.pause(700);
      await harness.send({ name: 'answer' });
      return [await harness.outcomes(eventId, 1), harness.notes];
    },
    expected: [[{ status: 'completed', output: 'event' }], ['begun', 'after event']],
  },
];
