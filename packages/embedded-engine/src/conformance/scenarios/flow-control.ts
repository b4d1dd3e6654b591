import type { Scenario } from '../scenario.ts';

/** What holds events and runs back. */
export const flowControlScenarios: readonly Scenario[] = [
  {
    title: 'A rate limit of one drops what comes within its period, for each value of its key.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          rateLimit: { limit: 1, period: '60s', key: 'event.data.user' },
          triggers: [{ event: named('go') }],
        },
        async ({ event }) => note(`${event.data['user']} ${event.data['n']}`),
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { user: 'a', n: 1 } });
      await harness.until(notes => notes.length === 1);
      await harness.send({ name: 'go', data: { user: 'a', n: 2 } });
      await harness.send({ name: 'go', data: { user: 'b', n: 3 } });
      await harness.until(notes => notes.length === 2);
      await harness.pause(500);
      return harness.notes;
    },
    expected: ['a 1', 'b 3'],
  },
  {
    title: 'A rate limit is spread over its period, so that of two events at once the second is dropped.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', rateLimit: { limit: 4, period: '8s' }, triggers: [{ event: named('go') }] },
        async ({ event }) => note(String(event.data['n'])),
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { n: 1 } });
      await harness.until(notes => notes.length === 1);
      await harness.send({ name: 'go', data: { n: 2 } });
      await harness.pause(3_000);
      await harness.send({ name: 'go', data: { n: 3 } });
      await harness.until(notes => notes.length === 2);
      return harness.notes;
    },
    expected: ['1', '3'],
  },
  {
    title: 'An idempotency key lets one event of each value through.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          idempotency: 'event.data.order + "-" + event.data.kind',
          triggers: [{ event: named('go') }],
        },
        async ({ event }) => note(String(event.data['n'])),
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { n: 1, order: 'A', kind: 'x' } });
      await harness.until(notes => notes.length === 1);
      await harness.send({ name: 'go', data: { n: 2, order: 'A', kind: 'x' } });
      await harness.send({ name: 'go', data: { n: 3, order: 'A', kind: 'y' } });
      await harness.until(notes => notes.length === 2);
      await harness.pause(500);
      return harness.notes;
    },
    expected: ['1', '3'],
  },
  {
    title: 'A debounced function runs once, with the last of several events.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', debounce: { period: '2s', key: 'event.data.user' }, triggers: [{ event: named('go') }] },
        async ({ event }) => note(`${event.data['user']} ${event.data['n']}`),
      ),
    ],
    play: async harness => {
      for (const n of [1, 2, 3]) {
        await harness.send({ name: 'go', data: { user: 'a', n } });
        await harness.pause(300);
      }
      await harness.send({ name: 'go', data: { user: 'b', n: 4 } });
      await harness.until(notes => notes.length === 2);
      await harness.pause(500);
      return harness.notes.toSorted();
    },
    expected: ['a 3', 'b 4'],
  },
  {
    title: 'A throttled function drops nothing, and begins its runs one after the other.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', throttle: { limit: 1, period: '3s' }, triggers: [{ event: named('go') }] },
        async ({ event }) => {
          note(`${event.data['n']} ${Date.now()}`);
        },
      ),
    ],
    play: async harness => {
      await harness.send({ name: 'go', data: { n: 1 } });
      await harness.until(notes => notes.length === 1);
      await harness.send({ name: 'go', data: { n: 2 } });
      await harness.until(notes => notes.length === 2);
      const [first, second] = harness.notes.map(note => note.split(' ').map(Number));
      return [first?.[0], second?.[0], Number(second?.[1]) - Number(first?.[1]) >= 1_500];
    },
    expected: [1, 2, true],
  },
  {
    title: 'A batch runs when it is full, with all its events, and when its time is over, with those it has.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', batchEvents: { maxSize: 3, timeout: '8s' }, triggers: [{ event: named('go') }] },
        async ({ events }) => {
          note(
            (events as readonly { data: Record<string, unknown> }[]).map(({ data }) => data['n']).join(' '),
          );
        },
      ),
    ],
    play: async harness => {
      for (const n of [1, 2, 3, 4, 5]) {
        await harness.send({ name: 'go', data: { n } });
        await harness.pause(400);
      }
      await harness.until(notes => notes.length === 2);
      return harness.notes;
    },
    expected: ['1 2 3', '4 5'],
  },
  {
    title: 'Batches are made for each value of a key, of the events that meet a condition.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          batchEvents: { maxSize: 2, timeout: '20s', key: 'event.data.user', if: 'event.data.n < 10' },
          triggers: [{ event: named('go') }],
        },
        async ({ events }) => {
          const numbers = (events as readonly { data: Record<string, unknown> }[]).map(
            ({ data }) => data['n'],
          );
          note(numbers.join(' '));
        },
      ),
    ],
    play: async harness => {
      const all: readonly (readonly [string, number])[] = [
        ['a', 1],
        ['b', 2],
        ['a', 30],
        ['a', 4],
        ['b', 5],
      ];
      for (const [user, n] of all) {
        await harness.send({ name: 'go', data: { user, n } });
        await harness.pause(150);
      }
      await harness.until(notes => notes.length === 3);
      return harness.notes.toSorted();
    },
    expected: ['1 4', '2 5', '30'],
  },
  {
    title: 'A singleton that skips drops what comes while a run of its key is unfinished.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', singleton: { mode: 'skip', key: 'event.data.user' }, triggers: [{ event: named('go') }] },
        async ({ event, step }) => {
          await step.run('begin', () => note(`${event.data['user']} ${event.data['n']}`));
          await step.sleep('nap', '2s');
        },
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go', data: { user: 'a', n: 1 } });
      await harness.until(notes => notes.length === 1);
      await harness.send({ name: 'go', data: { user: 'a', n: 2 } });
      await harness.send({ name: 'go', data: { user: 'b', n: 3 } });
      await harness.outcomes(first, 1);
      await harness.pause(500);
      await harness.send({ name: 'go', data: { user: 'a', n: 4 } });
      await harness.until(notes => notes.length === 3);
      return harness.notes;
    },
    expected: ['a 1', 'b 3', 'a 4'],
  },
  {
    title: 'A singleton that cancels ends the unfinished run when another comes.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', singleton: { mode: 'cancel' }, triggers: [{ event: named('go') }] },
        async ({ event, step }) => {
          await step.run('begin', () => note(String(event.data['n'])));
          await step.sleep('nap', '3s');
          return event.data['n'];
        },
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go', data: { n: 1 } });
      await harness.until(notes => notes.length === 1);
      const second = await harness.send({ name: 'go', data: { n: 2 } });
      return [await harness.outcomes(first, 1), await harness.outcomes(second, 1)].flat();
    },
    expected: [{ status: 'cancelled' }, { status: 'completed', output: 2 }],
  },
  {
    title: 'A concurrency limit of the account counts over all functions that name the same value.',
    functions: ({ client, note, named }) =>
      ['one', 'two'].map(id =>
        client.createFunction(
          {
            id,
            concurrency: { limit: 1, scope: 'account', key: 'event.data.shared' },
            triggers: [{ event: named('go') }],
          },
          async ({ step }) =>
            step.run('work', async () => {
              note('+');
              await new Promise(resolve => setTimeout(resolve, 300));
              note('-');
            }),
        ),
      ),
    play: async harness => {
      const shared = `shared-${Date.now()}-${Math.random()}`;
      const sent = await Promise.all([1, 2].map(() => harness.send({ name: 'go', data: { shared } })));
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 2)));
      return harness.notes.join('');
    },
    expected: '+-+-+-+-',
  },
  {
    title: 'A number of the event is no priority, since it is a double of CEL; a whole number is one.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          concurrency: 1,
          priority: { run: 'event.data.whole == true ? int(event.data.p) : event.data.p' },
          triggers: [{ event: named('go') }],
        },
        async ({ event, step }) =>
          step.run('work', async () => {
            note(String(event.data['name']));
            await new Promise(resolve => setTimeout(resolve, event.data['name'] === 'first' ? 2_500 : 10));
          }),
      ),
    ],
    play: async harness => {
      const sent = [await harness.send({ name: 'go', data: { name: 'first', p: 0 } })];
      await harness.until(notes => notes.length === 1);
      for (const data of [
        { name: 'plain', p: 0 },
        { name: 'double', p: 300 },
        { name: 'whole', p: 300, whole: true },
      ]) {
        sent.push(await harness.send({ name: 'go', data }));
        await harness.pause(200);
      }
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 1)));
      return harness.notes;
    },
    expected: ['first', 'whole', 'plain', 'double'],
  },
];
