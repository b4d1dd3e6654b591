/**
 * A process for crash tests: runs a batch of 100 invoked children with two steps each, from a store, and writes
 * what happens to a log, a line at a time, so that nothing it has written is lost when it is killed.
 *
 * Arguments: the store's file, the log's file. It says `ready` on its standard output, and `done` in the end.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Inngest, invoke, staticSchema } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { silentLogger } from './silent-logger.ts';

const CHILDREN = 100;
const [storePath = '', logPath = ''] = process.argv.slice(2);
const log = (line: string) => appendFileSync(logPath, `${line}\n`);

const client = new Inngest({ id: 'batch', logger: silentLogger });
const child = client.createFunction(
  { id: 'child', triggers: [invoke(staticSchema<{ n: number }>())] },
  async ({ event, step }) => {
    for (const name of ['first', 'second']) {
      const key = `${name}-${event.data.n}`;
      await step.run(key, async () => {
        log(`begin ${key}`);
        await sleep(5 + (event.data.n % 5) * 5);
        log(`effect ${key}`);
      });
    }
    return event.data.n;
  },
);
const parent = client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) => {
  const numbers = await Promise.all(
    Array.from({ length: CHILDREN }, (_, n) => step.invoke(`child-${n}`, { function: child, data: { n } })),
  );
  return numbers.reduce((sum, n) => sum + n, 0);
});

log('life');
const engine = await createEmbeddedEngine({
  client,
  functions: [parent, child],
  store: { path: storePath },
  maxConcurrentSteps: 8,
  maxStarts: 1_000,
});
const events = engine.runEvents();
void (async () => {
  for await (const event of events) if (event.type === 'step:succeeded') log(`stored ${event.stepName}`);
})();
process.stdout.write('ready\n');
const { ids } = await client.send({ name: 'go', id: 'the-batch' });
const [run] = engine.listRuns({ eventId: String(ids[0]), functionId: 'batch-parent' });
const outcome = await engine.waitForRun(String(run?.id));
process.stdout.write(`done ${JSON.stringify(outcome)}\n`);
await engine.drain();
