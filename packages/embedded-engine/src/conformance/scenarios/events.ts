import { staticSchema } from 'inngest';
import { channel } from 'inngest/realtime';

import type { Scenario } from '../scenario.ts';

const numbered = { schema: staticSchema<{ n: number }>() };
const paper = channel({ name: (name: string) => name, topics: { news: numbered, noise: numbered } });

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
    play: async stage => {
      const outcomes = await stage.outcomes(await stage.send({ name: 'go' }), 2);
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
    play: async stage => {
      await stage.send({ name: 'go', data: { kind: 'wrong' } });
      await stage.send({ name: 'go', data: {} });
      await stage.run({ name: 'go', data: { kind: 'right' } });
      return stage.notes;
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
    play: async stage => {
      const id = `twice-${Date.now()}`;
      await stage.send({ name: 'go', id, data: { n: 1 } });
      await stage.until(notes => notes.length > 0);
      await stage.send({ name: 'go', id, data: { n: 2 } });
      await stage.pause(500);
      return stage.notes;
    },
    expected: ['1'],
  },
  {
    title: 'A step can send events, which start functions.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'sender', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const { ids } = await step.sendEvent('send', [
          { name: named('told'), data: { n: 1 } },
          { name: named('told'), data: { n: 2 } },
        ]);
        return ids.length;
      }),
      client.createFunction({ id: 'listener', triggers: [{ event: named('told') }] }, async ({ event }) => {
        note(`told ${event.data['n']}`);
      }),
    ],
    play: async stage => {
      const outcome = await stage.run({ name: 'go' });
      await stage.until(notes => notes.length === 2);
      return [outcome, stage.notes.toSorted()];
    },
    expected: [{ status: 'completed', output: 2 }, ['told 1', 'told 2']],
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
    play: async stage => {
      const eventId = await stage.send({ name: 'go', data: { order: 'A1' } });
      await stage.until(notes => notes.length > 0);
      await stage.pause(500);
      await stage.send({ name: 'answer', data: { order: 'B2', text: 'other' } });
      await stage.send({ name: 'answer', data: { text: 'none' } });
      await stage.send({ name: 'answer', data: { order: 'A1', text: 'mine' } });
      return (await stage.outcomes(eventId, 1))[0];
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
    play: async stage => {
      const eventId = await stage.send({ name: 'go', data: { order: 7 } });
      await stage.until(notes => notes.length > 0);
      await stage.pause(500);
      await stage.send({ name: 'answer', data: { order: 7, state: 'begun' } });
      await stage.send({ name: 'answer', data: { order: 8, state: 'done' } });
      await stage.send({ name: 'answer', data: { order: 7, state: 'done' } });
      return (await stage.outcomes(eventId, 1))[0];
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
    play: stage => stage.run({ name: 'go' }),
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
    play: async stage => {
      const first = await stage.send({ name: 'go', data: { order: 1 } });
      const second = await stage.send({ name: 'go', data: { order: 2 } });
      await stage.until(notes => notes.length === 2);
      await stage.pause(300);
      await stage.send({ name: 'stop', data: { order: 1 } });
      const outcomes = [await stage.outcomes(first, 1), await stage.outcomes(second, 1)].flat();
      return [outcomes, stage.notes.includes('ended 1'), stage.notes.includes('ended 2')];
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
    play: async stage => {
      const name = `channel-${Date.now()}`;
      const seen = await stage.subscribe(name, ['news']);
      await stage.run({ name: 'go', data: { channel: name } });
      await stage.until(() => seen.length === 2);
      return seen;
    },
    expected: [
      { topic: 'news', data: { n: 1 } },
      { topic: 'news', data: { n: 3 } },
    ],
  },
];
