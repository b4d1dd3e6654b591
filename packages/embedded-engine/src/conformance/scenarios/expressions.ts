import type { Scenario } from '../scenario.ts';

const DATA = {
  n: 3,
  f: 1.5,
  s: 'abc',
  yes: true,
  no: false,
  nothing: null,
  list: [1, 'x'],
  o: { a: { b: 'c' } },
  'odd key': 5,
};

/** Conditions of triggers, and whether an event of {@link DATA} meets them. */
const CONDITIONS: readonly (readonly [condition: string, isMet: boolean])[] = [
  ['event.data.n == 3', true],
  ['event.data.n == "3"', false],
  ['event.data.n != "3"', true],
  ['event.data.n > 2 && event.data.n <= 3', true],
  ['event.data.n >= 3.5', false],
  ['event.data.n > "2"', false],
  ['event.data.s < "abd"', true],
  ['event.data.missing == null', true],
  ['event.data.missing != null', false],
  ['event.data.missing < 1', true],
  ['event.data.missing > 1', false],
  ['event.data.missing == event.data.absent', false],
  ['event.data.nothing == null', true],
  ['event.data.nothing < 1', true],
  ['!event.data.no', true],
  ['!event.data.missing', false],
  ['!(event.data.n == 4)', true],
  ['event.data.yes', true],
  ['event.data.s', false],
  ['event.data.missing || event.data.yes', true],
  ['event.data.yes && event.data.s == "abc" || event.data.no', true],
  ['has(event.data.o.a.b)', true],
  ['has(event.data.o.z)', false],
  ['event.data.s in ["abc", "d"]', true],
  ['event.data.n in [1, 2]', false],
  ['"x" in event.data.list', true],
  ['"a" in event.data.o', true],
  ['event.data.s.startsWith("ab") && event.data.s.endsWith("c") && event.data.s.contains("b")', true],
  ['event.data.missing.contains("b")', false],
  ['event.data.s + "-" + event.data.n == "abc-3"', true],
  ['event.data.n + 1 == "31"', true],
  ['event.data.n * 2.0 + event.data.f == 7.5', true],
  ['event.data.n * 2 == 6', false],
  ['int(event.data.n) % 2 == 1', true],
  ['event.data["odd key"] == 5', true],
  ['event.data.list[0] == 1', true],
  ["event.data.o.a.b == 'c'", true],
  ['event.data.n == 4 ? event.data.no : event.data.yes', true],
  ['size(event.data.list) == 2', true],
  ['event.data.list.exists(item, item == "x")', true],
  ['event.ts > 5', true],
];

/** What expressions come to. */
export const expressionScenarios: readonly Scenario[] = [
  {
    title:
      'Conditions of triggers are met as CEL has it, and as Inngest has it where something is missing or mixed.',
    functions: ({ client, named }) =>
      CONDITIONS.map(([condition], index) =>
        client.createFunction(
          { id: `f${index}`, retries: 0, triggers: [{ event: named('go'), if: condition }] },
          async () => condition,
        ),
      ),
    play: async harness => {
      const met = CONDITIONS.filter(([, isMet]) => isMet).map(([condition]) => condition);
      const eventId = await harness.send({ name: 'go', data: DATA });
      await harness.outcomes(eventId, met.length);
      await harness.pause(500);
      const outcomes = await harness.outcomes(eventId, met.length);
      const started = outcomes.flatMap(outcome =>
        outcome.status === 'completed' ? [String(outcome.output)] : [],
      );
      return {
        missed: met.filter(text => !started.includes(text)),
        extra: started.filter(text => !met.includes(text)),
      };
    },
    expected: { missed: [], extra: [] },
  },
  {
    title: 'A wait can ask for more than equality.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('begin', () => note('waiting'));
        const answer = await step.waitForEvent('answer', {
          event: named('answer'),
          if: 'async.data.n > event.data.n && async.data.kind in ["a", "b"] && async.data.by != event.data.by',
          timeout: '30s',
        });
        return answer?.data;
      }),
    ],
    play: async harness => {
      const eventId = await harness.send({ name: 'go', data: { n: 5, by: 'me' } });
      await harness.until(notes => notes.length > 0);
      await harness.pause(700);
      await harness.send({ name: 'answer', data: { n: 5, kind: 'a', by: 'you' } });
      await harness.send({ name: 'answer', data: { n: 6, kind: 'c', by: 'you' } });
      await harness.send({ name: 'answer', data: { n: 6, kind: 'a', by: 'me' } });
      await harness.pause(300);
      await harness.send({ name: 'answer', data: { n: 6, kind: 'b', by: 'you' } });
      return harness.outcomes(eventId, 1);
    },
    expected: [{ status: 'completed', output: { n: 6, kind: 'b', by: 'you' } }],
  },
  {
    title: 'A cancellation can ask for one thing or another.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          triggers: [{ event: named('go') }],
          cancelOn: [
            { event: named('stop'), if: 'async.data.all == true || async.data.order == event.data.order' },
          ],
        },
        async ({ event, step }) => {
          await step.run('begin', () => note(`begun ${event.data['order']}`));
          await step.sleep('nap', '3s');
          return 'ended';
        },
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go', data: { order: 1 } });
      const second = await harness.send({ name: 'go', data: { order: 2 } });
      await harness.until(notes => notes.length === 2);
      await harness.pause(500);
      await harness.send({ name: 'stop', data: { order: 1, all: false } });
      return [await harness.outcomes(first, 1), await harness.outcomes(second, 1)].flat();
    },
    expected: [{ status: 'cancelled' }, { status: 'completed', output: 'ended' }],
  },
  {
    title: 'A trigger with an asterisk is met by every event that begins so, up to a slash or a dot.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'all', triggers: [{ event: named('shop/*') }] }, async ({ event }) => {
        note(`all ${event.data['n']}`);
      }),
      client.createFunction(
        { id: 'orders', triggers: [{ event: named('shop/order.*') }] },
        async ({ event }) => {
          note(`orders ${event.data['n']}`);
        },
      ),
      client.createFunction({ id: 'end', triggers: [{ event: named('end') }] }, async () => 'end'),
    ],
    play: async harness => {
      await harness.send({ name: 'shop/order.placed', data: { n: 1 } });
      await harness.send({ name: 'shop/cart', data: { n: 2 } });
      await harness.send({ name: 'shopping', data: { n: 3 } });
      await harness.until(notes => notes.length >= 3);
      await harness.run({ name: 'end' });
      return harness.notes.toSorted();
    },
    expected: ['all 1', 'all 2', 'orders 1'],
  },
];
