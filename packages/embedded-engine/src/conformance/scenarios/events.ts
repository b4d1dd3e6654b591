import { staticSchema } from 'inngest';

import type { Scenario } from '../scenario.ts';

const numbered = { schema: staticSchema<{ n: number }>() };
const paper = (channel: string) => ({
  news: { channel, topic: 'news', config: numbered },
  noise: { channel, topic: 'noise', config: numbered },
});

/** What events start, resume and cancel. */
export const eventScenarios: readonly Scenario[] = [
  {
    title: 'An event starts every function that it triggers.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'one', triggers: [{ event: named('go') }] }, async () => 'one'),
      client.createFunction(
        { id: 'two', triggers: [{ event: named('stop') }, { event: named('go') }] },
        async () => 'two',
      ),
      client.createFunction({ id: 'three', triggers: [{ event: named('stop') }] }, async () => 'three'),
    ],
    play: async harness => {
      const outcomes = await harness.outcomes(await harness.send({ name: 'go' }), 2);
      return outcomes.map(outcome => (outcome.status === 'completed' ? outcome.output : null)).toSorted();
    },
    expected: ['one', 'two'],
  },
  {
    title: 'A condition on a trigger lets only matching events start the function.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', triggers: [{ event: named('go'), if: 'event.data.kind == "right"' }] },
        async ({ event }) => note(String(event.data['kind'])),
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { kind: 'wrong' } });
      await harness.send({ name: 'go', data: {} });
      await harness.run({ name: 'go', data: { kind: 'right' } });
      return harness.notes;
    },
    expected: ['right'],
  },
  {
    title: 'An event sent twice with one id starts one run.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event, step }) => {
        await step.run('a', () => note(String(event.data['n'])));
      }),
    ],
    play: async harness => {
      const id = `twice-${Date.now()}`;
      await harness.send({ name: 'go', id, data: { n: 1 } });
      await harness.until(notes => notes.length > 0);
      await harness.send({ name: 'go', id, data: { n: 2 } });
      await harness.pause(500);
      return harness.notes;
    },
    expected: ['1'],
  },
  {
    title: 'A step can send events, which start functions.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'sender', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const { ids } = await step.sendEvent('send', [
          { name: named('sent'), data: { n: 1 } },
          { name: named('sent'), data: { n: 2 } },
        ]);
        return ids.length;
      }),
      client.createFunction({ id: 'listener', triggers: [{ event: named('sent') }] }, async ({ event }) => {
        note(`heard ${event.data['n']}`);
      }),
    ],
    play: async harness => {
      const outcome = await harness.run({ name: 'go' });
      await harness.until(notes => notes.length === 2);
      return [outcome, harness.notes.toSorted()];
    },
    expected: [{ status: 'completed', output: 2 }, ['heard 1', 'heard 2']],
  },
  {
    title: 'A wait ends with the first event that matches, and is given it.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('begin', () => note('waiting'));
        const answer = await step.waitForEvent('answer', {
          event: named('answer'),
          match: 'data.order',
          timeout: '30s',
        });
        return answer?.data;
      }),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go', data: { order: 'A1' } });
      await harness.until(notes => notes.length > 0);
      await harness.pause(500);
      await harness.send({ name: 'answer', data: { order: 'B2', text: 'other' } });
      await harness.send({ name: 'answer', data: { text: 'none' } });
      await harness.send({ name: 'answer', data: { order: 'A1', text: 'mine' } });
      return (await harness.outcomes(eventId, 1))[0];
    },
    expected: { status: 'completed', output: { order: 'A1', text: 'mine' } },
  },
  {
    title: 'A wait for one of several equalities joined by && ends only when all of them hold.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('begin', () => note('waiting'));
        const answer = await step.waitForEvent('answer', {
          event: named('answer'),
          if: 'event.data.order == async.data.order && async.data.state == "done"',
          timeout: '30s',
        });
        return answer?.data;
      }),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go', data: { order: 7 } });
      await harness.until(notes => notes.length > 0);
      await harness.pause(500);
      await harness.send({ name: 'answer', data: { order: 7, state: 'begun' } });
      await harness.send({ name: 'answer', data: { order: 8, state: 'done' } });
      await harness.send({ name: 'answer', data: { order: 7, state: 'done' } });
      return (await harness.outcomes(eventId, 1))[0];
    },
    expected: { status: 'completed', output: { order: 7, state: 'done' } },
  },
  {
    title: 'A wait that no event ends gives null when its time is over.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) =>
        step.waitForEvent('answer', { event: named('answer'), timeout: '1s' }),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: null },
  },
  {
    title: 'A matching event cancels a run, and one that does not match leaves it alone.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          triggers: [{ event: named('go') }],
          cancelOn: [{ event: named('stop'), match: 'data.order' }],
        },
        async ({ event, step }) => {
          await step.run('begin', () => note(`begun ${event.data['order']}`));
          await step.sleep('nap', '3s');
          return step.run('end', () => note(`ended ${event.data['order']}`, 'ended'));
        },
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go', data: { order: 1 } });
      const second = await harness.send({ name: 'go', data: { order: 2 } });
      await harness.until(notes => notes.length === 2);
      await harness.pause(300);
      await harness.send({ name: 'stop', data: { order: 1 } });
      const outcomes = [await harness.outcomes(first, 1), await harness.outcomes(second, 1)].flat();
      return [outcomes, harness.notes.includes('ended 1'), harness.notes.includes('ended 2')];
    },
    expected: [[{ status: 'cancelled' }, { status: 'completed', output: 'ended' }], false, true],
  },
  {
    title: 'What functions publish reaches those who have subscribed to its topic.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event, step }) => {
        const { news, noise } = paper(String(event.data['channel']));
        await step.realtime.publish('first', news, { n: 1 });
        await step.realtime.publish('second', noise, { n: 2 });
        await step.run('inside', () => client.realtime.publish(news, { n: 3 }));
      }),
    ],
    play: async harness => {
      const name = `channel-${Date.now()}`;
      const seen = await harness.subscribe(name, ['news']);
      await harness.run({ name: 'go', data: { channel: name } });
      await harness.until(() => seen.length === 2);
      return seen;
    },
    expected: [
      { topic: 'news', data: { n: 1 } },
      { topic: 'news', data: { n: 3 } },
    ],
  },
];
