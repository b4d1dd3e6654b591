import { keepsErrorNames } from '../keeps-error-names.ts';
import type { Scenario } from '../scenario.ts';

class OrderError extends Error {
  override readonly name = 'OrderError';
}

/** Behaviours that are easily got wrong. */
export const edgeScenarios: readonly Scenario[] = [
  {
    title: 'What a step throws keeps its name and message, whatever it is.',
    isInSdk: keepsErrorNames,
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const thrown = (name: string, value: unknown) =>
          step
            .run(name, () => {
              throw value;
            })
            .catch((error: Error) => `${error.name}: ${error.message}`);
        return [
          await thrown('class', new OrderError('no stock')),
          await thrown('range', new RangeError('too far')),
          await thrown('text', 'just text'),
        ];
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: {
      status: 'completed',
      output: ['OrderError: no stock', 'RangeError: too far', 'Error: just text'],
    },
  },
  {
    title: 'Without a race mode, a race between steps continues when all of them have settled.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const winner = await Promise.race([
          step.run('quick', () => note('quick', 'quick')),
          step.sleep('slow', '1s').then(() => 'slow'),
        ]);
        return step.run('after', () => note('after', winner));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 'quick' }, ['quick', 'after']],
  },
  {
    title: 'With optimizeParallelism off, a race continues with the step that settles first.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', optimizeParallelism: false, triggers: [{ event: named('go') }] },
        async ({ step }) => {
          const winner = await Promise.race([
            step.run('quick', () => 'quick'),
            step.sleep('slow', '3s').then(() => 'slow'),
          ]);
          await step.run('after', () => note(`after ${winner}`));
          return winner;
        },
      ),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      await harness.until(notes => notes.length > 0);
      return [harness.notes[0], await harness.outcomes(eventId, 1)];
    },
    expected: ['after quick', [{ status: 'completed', output: 'quick' }]],
  },
  {
    title: 'An event that came before the wait for it does not end the wait.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('begin', () => note('begun'));
        await step.sleep('nap', '1s');
        return step.waitForEvent('answer', { event: named('answer'), timeout: '1s' });
      }),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      await harness.until(notes => notes.length > 0);
      await harness.send({ name: 'answer' });
      return harness.outcomes(eventId, 1);
    },
    expected: [{ status: 'completed', output: null }],
  },
  {
    title: 'Two concurrency limits both hold.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          concurrency: [{ limit: 2 }, { limit: 1, key: 'event.data.user' }],
          triggers: [{ event: named('go') }],
        },
        async ({ event, step }) =>
          step.run('work', async () => {
            note(`+${event.data['user']}`);
            await new Promise(resolve => setTimeout(resolve, 300));
            note(`-${event.data['user']}`);
          }),
      ),
    ],
    play: async harness => {
      const users = ['a', 'a', 'b', 'c', 'd'];
      const sent = await Promise.all(users.map(user => harness.send({ name: 'go', data: { user } })));
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 1)));
      return [mostAtOnce(harness.notes), mostAtOnce(harness.notes.filter(note => note.endsWith('a')))];
    },
    expected: [2, 1],
  },
  {
    title: 'A run can be cancelled while it waits for its first turn.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          concurrency: 1,
          cancelOn: [{ event: named('stop'), if: 'async.data.name == event.data.name' }],
          triggers: [{ event: named('go') }],
        },
        async ({ event, step }) =>
          step.run('work', async () => {
            note(String(event.data['name']));
            await new Promise(resolve => setTimeout(resolve, 1_500));
          }),
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go', data: { name: 'first' } });
      await harness.until(notes => notes.length === 1);
      const second = await harness.send({ name: 'go', data: { name: 'second' } });
      await harness.pause(300);
      await harness.send({ name: 'stop', data: { name: 'second' } });
      return [await harness.outcomes(first, 1), await harness.outcomes(second, 1), harness.notes].flat();
    },
    expected: [{ status: 'completed', output: null }, { status: 'cancelled' }, 'first'],
  },
  {
    title: 'A cancellation that has timed out cancels nothing.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          cancelOn: [{ event: named('stop'), timeout: '1s' }],
          triggers: [{ event: named('go') }],
        },
        async ({ step }) => {
          await step.run('begin', () => note('begun'));
          await step.sleep('nap', '3s');
          return 'ended';
        },
      ),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      await harness.until(notes => notes.length > 0);
      await harness.pause(1_800);
      await harness.send({ name: 'stop' });
      return harness.outcomes(eventId, 1);
    },
    expected: [{ status: 'completed', output: 'ended' }],
  },
  {
    title: 'A step is given its input again, and a function its event with id, name, data and time.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'f', triggers: [{ event: named('go') }] },
        async ({ event, runId, step }) => {
          const sum = await step.run('add', (a: number, b: number) => a + b, 2, 3);
          const isUlid = /^[0-9A-HJKMNP-TV-Z]{26}$/.test(runId);
          return [sum, isUlid, typeof event.id, typeof event.ts, Object.keys(event.data)];
        },
      ),
    ],
    play: harness => harness.run({ name: 'go', data: { x: 1 } }),
    expected: { status: 'completed', output: [5, true, 'string', 'number', ['x']] },
  },
  {
    title: 'A step of the same name in parallel chains is a separate step in each.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) =>
        Promise.all(['a', 'b'].map(value => step.run('same', () => note(value, value)))),
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes.toSorted()],
    expected: [{ status: 'completed', output: ['a', 'b'] }, ['a', 'b']],
  },
  {
    title: 'A wait matches an event when the value to match is in neither of the two.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('begin', () => note('waiting'));
        const answer = await step.waitForEvent('answer', {
          event: named('answer'),
          match: 'data.order',
          timeout: '3s',
        });
        return answer?.data;
      }),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go' });
      await harness.until(notes => notes.length > 0);
      await harness.pause(700);
      await harness.send({ name: 'answer', data: { text: 'x' } });
      return harness.outcomes(eventId, 1);
    },
    expected: [{ status: 'completed', output: { text: 'x' } }],
  },
  {
    title: 'A condition on a trigger takes a missing value for null.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'f', triggers: [{ event: named('go'), if: 'event.data.kind == null' }] },
        async ({ event }) => event.data,
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { kind: 'some' } });
      return harness.run({ name: 'go', data: { other: 1 } });
    },
    expected: { status: 'completed', output: { other: 1 } },
  },
];

function mostAtOnce(notes: readonly string[]): number {
  let now = 0;
  return notes.reduce((most, note) => {
    now += note.startsWith('+') ? 1 : -1;
    return Math.max(most, now);
  }, 0);
}
