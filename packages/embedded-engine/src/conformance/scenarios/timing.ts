import type { Scenario } from '../scenario.ts';

/** What waits for its time or its turn. */
export const timingScenarios: readonly Scenario[] = [
  {
    title: 'A sleep lasts at least as long as it says.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const before = await step.run('before', () => Date.now());
        await step.sleep('nap', '1s');
        const after = await step.run('after', () => Date.now());
        return after - before >= 950;
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: true },
  },
  {
    title: 'A sleep until a time lasts until then, and one until a time gone by does not last.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.sleepUntil('gone by', new Date(Date.now() - 60_000));
        const until = await step.run('until', () => Date.now() + 1_500);
        await step.sleepUntil('nap', new Date(until));
        return (await step.run('after', () => Date.now())) >= until - 600;
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: true },
  },
  {
    title: 'Sleeps and waits run beside steps.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) =>
        Promise.all([
          step.sleep('nap', '1s'),
          step.run('work', () => 'done'),
          step.waitForEvent('answer', { event: named('answer'), timeout: '1s' }),
        ]),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: [null, 'done', null] },
  },
  {
    title: 'A concurrency limit of one never lets two steps of the function overlap.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', concurrency: 1, triggers: [{ event: named('go') }] },
        async ({ step }) =>
          step.run('work', async () => {
            note('+');
            await new Promise(resolve => setTimeout(resolve, 60));
            note('-');
          }),
      ),
    ],
    play: async harness => {
      const sent = await Promise.all(Array.from({ length: 4 }, () => harness.send({ name: 'go' })));
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 1)));
      return harness.notes.join('');
    },
    expected: '+-+-+-+-',
  },
  {
    title: 'A concurrency limit with a key holds for each value of the key separately.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', concurrency: { limit: 1, key: 'event.data.user' }, triggers: [{ event: named('go') }] },
        async ({ event, step }) =>
          step.run('work', async () => {
            note(`+${event.data['user']}`);
            await new Promise(resolve => setTimeout(resolve, 400));
            note(`-${event.data['user']}`);
          }),
      ),
    ],
    play: async harness => {
      const users = ['a', 'a', 'b', 'b'];
      const sent = await Promise.all(users.map(user => harness.send({ name: 'go', data: { user } })));
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 1)));
      const of = (user: string) => harness.notes.filter(note => note.endsWith(user)).join('');
      const firstEnd = harness.notes.findIndex(note => note.startsWith('-'));
      const overlapped = new Set(harness.notes.slice(0, firstEnd)).size;
      return [of('a'), of('b'), overlapped];
    },
    expected: ['+a-a+a-a', '+b-b+b-b', 2],
  },
  {
    title: 'A run of higher priority goes first when there is a queue.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        {
          id: 'f',
          concurrency: 1,
          priority: { run: 'event.data.urgent == true ? 120 : 0' },
          triggers: [{ event: named('go') }],
        },
        async ({ event, step }) =>
          step.run('work', async () => {
            note(String(event.data['name']));
            await new Promise(resolve => setTimeout(resolve, event.data['name'] === 'first' ? 1_500 : 10));
          }),
      ),
    ],
    play: async harness => {
      const sent = [await harness.send({ name: 'go', data: { name: 'first' } })];
      await harness.until(notes => notes.length === 1);
      sent.push(await harness.send({ name: 'go', data: { name: 'ordinary' } }));
      await harness.pause(50);
      sent.push(await harness.send({ name: 'go', data: { name: 'urgent', urgent: true } }));
      await Promise.all(sent.map(eventId => harness.outcomes(eventId, 1)));
      return harness.notes;
    },
    expected: ['first', 'urgent', 'ordinary'],
  },
  {
    title: 'A run that does not finish in time is cancelled.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'f', timeouts: { finish: '1s' }, triggers: [{ event: named('go') }] },
        async ({ step }) => {
          await step.sleep('long', '20s');
        },
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'cancelled' },
  },
  {
    title: 'A run that does not start in time is cancelled.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'f', concurrency: 1, timeouts: { start: '1s' }, triggers: [{ event: named('go') }] },
        async ({ step }) =>
          step.run('work', () => new Promise(resolve => setTimeout(resolve, 3_000))).then(() => 'worked'),
      ),
    ],
    play: async harness => {
      const first = await harness.send({ name: 'go' });
      await harness.pause(300);
      const second = await harness.send({ name: 'go' });
      return [await harness.outcomes(first, 1), await harness.outcomes(second, 1)].flat();
    },
    expected: [{ status: 'completed', output: 'worked' }, { status: 'cancelled' }],
  },
];
