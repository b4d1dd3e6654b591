import { group } from 'inngest';

import type { Scenario } from '../scenario.ts';

/** What steps give each other, and how often they run. */
export const stepScenarios: readonly Scenario[] = [
  {
    title: 'Steps run in order, once each, and hand on what they return.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event, step }) => {
        const a = await step.run('a', () => note('a', Number(event.data['start']) + 1));
        const b = await step.run('b', () => note('b', a * 10));
        return step.run('c', () => note('c', { a, b }));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go', data: { start: 1 } }), harness.notes],
    expected: [{ status: 'completed', output: { a: 2, b: 20 } }, ['a', 'b', 'c']],
  },
  {
    title: 'Results keep their JSON shape; what is undefined becomes null.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => [
        await step.run('nothing', () => undefined),
        await step.run('null', () => null),
        await step.run('text', () => 'żółw 🐢 "quoted"\n'),
        await step.run('nested', () => ({ list: [1, [2, { three: 3.5 }]], no: false, at: new Date(0) })),
        await step.run('empty', () => ''),
        await step.run('nought', () => 0),
      ]),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: {
      status: 'completed',
      output: [
        null,
        null,
        'żółw 🐢 "quoted"\n',
        { list: [1, [2, { three: 3.5 }]], no: false, at: '1970-01-01T00:00:00.000Z' },
        '',
        0,
      ],
    },
  },
  {
    title: 'A function without steps completes with what it returns.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ event }) => ({
        isMine: event.name === named('go'),
        data: event.data,
      })),
    ],
    play: harness => harness.run({ name: 'go', data: { deep: { list: [1, 2] } } }),
    expected: { status: 'completed', output: { isMine: true, data: { deep: { list: [1, 2] } } } },
  },
  {
    title: 'A function that returns nothing completes with null.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        await step.run('a', () => 1);
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: null },
  },
  {
    title: 'A step in a loop may keep its name, and each turn is a separate step.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const results: number[] = [];
        for (let turn = 0; turn < 4; turn += 1) {
          results.push(await step.run('turn', () => note(`turn ${turn}`, turn * turn)));
        }
        return results;
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: [0, 1, 4, 9] }, ['turn 0', 'turn 1', 'turn 2', 'turn 3']],
  },
  {
    title: 'Parallel steps run once each, and their results keep the order of the code.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const run = (name: string) => step.run(name, () => note(name, name.toUpperCase()));
        const together = await Promise.all([run('a'), run('b'), run('c')]);
        return [...together, await run('d')];
      }),
    ],
    play: async harness => [
      await harness.run({ name: 'go' }),
      harness.notes.toSorted(),
      harness.notes.at(-1),
    ],
    expected: [{ status: 'completed', output: ['A', 'B', 'C', 'D'] }, ['a', 'b', 'c', 'd'], 'd'],
  },
  {
    title: 'Parallel chains of steps all reach their ends.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const chain = async (name: string, length: number) => {
          let sum = 0;
          for (let link = 0; link < length; link += 1) {
            sum += await step.run(`${name}-${link}`, () => link + 1);
          }
          return sum;
        };
        return Promise.all([chain('one', 1), chain('two', 2), chain('three', 3)]);
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: [1, 3, 6] },
  },
  {
    title: 'A group in race mode continues with the step that settles first.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel({ mode: 'race' }, () =>
          Promise.race([step.run('quick', () => 'quick'), step.sleep('slow', '2s').then(() => 'slow')]),
        ),
      ),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: 'quick' },
  },
  {
    title: 'A step whose promise is awaited late has run all the same.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', triggers: [{ event: named('go') }] }, async ({ step }) => {
        const early = step.run('early', () => 'early');
        const late = await step.run('late', () => 'late');
        return [await early, late];
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: ['early', 'late'] },
  },
];
