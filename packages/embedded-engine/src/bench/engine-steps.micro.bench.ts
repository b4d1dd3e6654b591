import { test } from 'vitest';
import { openTestEngine } from '../testing/open-test-engine.ts';

test('engine', async ({ bench }) => {
  await using setup = await openTestEngine(client => [
    client.createFunction({ id: 'one', triggers: [{ event: 'one' }] }, ({ step }) => step.run('a', () => 1)),
    client.createFunction({ id: 'ten', triggers: [{ event: 'ten' }] }, async ({ step }) => {
      for (let index = 0; index < 10; index += 1) await step.run(`step-${index}`, () => index);
    }),
  ]);
  const send = async (name: string) => {
    await setup.client.send({ name, data: {} });
    await setup.engine.idle();
  };
  await bench('an event to a run of one step, done', () => send('one')).run();
  await bench('an event to a run of ten steps, done', () => send('ten')).run();
});
