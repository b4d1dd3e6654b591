import { group } from 'inngest';

import { runOften } from '../run-often.ts';
import type { Scenario } from '../scenario.ts';
import { pause, slow } from '../slow-step.ts';

/** What steps that are awaited together give, and what they wait for. */
export const groupScenarios: readonly Scenario[] = [
  {
    title: 'Quick steps in race mode that are all awaited run once each and give all their results.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() =>
          Promise.all(['a', 'b', 'c'].map(name => step.run(name, () => note(name, name)))),
        ),
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes.toSorted()],
    expected: [{ status: 'completed', output: ['a', 'b', 'c'] }, ['a', 'b', 'c']],
  },
  {
    title: 'Steps in race mode that end at nearly the same time give all their results.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() => Promise.all([slow(step, 'a', 100), slow(step, 'b', 104), slow(step, 'c', 108)])),
      ),
    ],
    play: runOften,
    expected: [{ status: 'completed', output: ['a', 'b', 'c'] }],
  },
  {
    title: 'In race mode a chain of steps continues while the first step of another is in progress.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) =>
        group.parallel(() =>
          Promise.all([
            step.run('slow', async () => {
              await pause(4_000);
              note('slow');
            }),
            (async () => {
              for (const name of ['one', 'two', 'three']) await step.run(name, () => note(name));
            })(),
          ]),
        ),
      ),
    ],
    play: async harness => [(await harness.run({ name: 'go' })).status, harness.notes],
    expected: ['completed', ['one', 'two', 'three', 'slow']],
  },
  {
    title: 'Nested groups proceed independently, and give their results.',
    functions: ({ client, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const chain = async (...names: string[]) => {
          const results: string[] = [];
          for (const name of names) results.push(await step.run(name, () => name));
          return results.join('');
        };
        return group.parallel(() =>
          Promise.all([
            chain('a', 'b', 'c'),
            group.parallel(() =>
              Promise.all([
                chain('d', 'e'),
                Promise.race([slow(step, 'slow', 3_000), chain('f', 'g')]),
                group.parallel(() => Promise.all([chain('h'), step.sleep('nap', '1s')])),
              ]),
            ),
          ]),
        );
      }),
    ],
    play: harness => harness.run({ name: 'go' }),
    expected: { status: 'completed', output: ['abc', ['de', 'fg', ['h', null]]] },
  },
  {
    title:
      'With optimizeParallelism off, quick steps that are all awaited run once each and give all their results.',
    functions: ({ client, note, named }) => [
      client.createFunction(
        { id: 'f', retries: 0, optimizeParallelism: false, triggers: [{ event: named('go') }] },
        async ({ step }) => Promise.all(['a', 'b', 'c'].map(name => step.run(name, () => note(name, name)))),
      ),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes.toSorted()],
    expected: [{ status: 'completed', output: ['a', 'b', 'c'] }, ['a', 'b', 'c']],
  },
  {
    title:
      'With optimizeParallelism off, chains of steps proceed independently, and the function when all are done.',
    functions: ({ client, named }) => [
      client.createFunction(
        { id: 'f', retries: 0, optimizeParallelism: false, triggers: [{ event: named('go') }] },
        async ({ step }) => {
          const chain = async (name: string, length: number) => {
            for (let link = 1; link <= length; link += 1)
              await step.run(`${name}${link}`, () => pause(link * 7));
            return name;
          };
          const names = await Promise.all([chain('a', 3), chain('b', 2), chain('c', 1)]);
          return step.run('after', () => names.join(''));
        },
      ),
    ],
    play: runOften,
    expected: [{ status: 'completed', output: 'abc' }],
  },
  {
    title: 'A step beside a group in race mode waits for the steps that were found with it.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const winner = await Promise.race([
          step.run('plain', () => 'plain'),
          group.parallel(() => step.run('racing', () => pause(1_500).then(() => note('racing', 'racing')))),
        ]);
        return step.run('after', () => note('after', winner));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 'plain' }, ['racing', 'after']],
  },
  {
    title: 'A step beside a sleep that is over already runs once, and is waited for.',
    functions: ({ client, note, named }) => [
      client.createFunction({ id: 'f', retries: 0, triggers: [{ event: named('go') }] }, async ({ step }) => {
        const first = await Promise.race([
          step.sleepUntil('gone by', new Date(0)).then(() => 'slept'),
          step.run('work', () => pause(500).then(() => note('work', 'worked'))),
        ]);
        return step.run('after', () => note('after', first));
      }),
    ],
    play: async harness => [await harness.run({ name: 'go' }), harness.notes],
    expected: [{ status: 'completed', output: 'slept' }, ['work', 'after']],
  },
];
