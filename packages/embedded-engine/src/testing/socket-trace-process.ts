/**
 * A process for the socket test: does everything that an SDK would need a server for, and says on its standard
 * output which asynchronous resources of Node were made meanwhile.
 */
import { createHook } from 'node:async_hooks';

const made = new Set<string>();
createHook({ init: (_, type) => made.add(type) }).enable();

const { Inngest, invoke, staticSchema } = await import('inngest');
const { createEmbeddedEngine } = await import('../create-engine.ts');
const { silentLogger } = await import('./silent-logger.ts');

const client = new Inngest({ id: 'quiet', logger: silentLogger });
const child = client.createFunction(
  { id: 'child', triggers: [invoke(staticSchema<{ n: number }>())] },
  async ({ event }) => event.data.n + 1,
);
const parent = client.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) => {
  await step.sendEvent('send', { name: 'sent' });
  const topic = { channel: 'c', topic: 't', config: { schema: staticSchema<{ n: number }>() } };
  await step.realtime.publish('publish', topic, { n: 1 });
  await step.sleep('nap', '1s');
  return step.invoke('ask', { function: child, data: { n: 1 } });
});
await using engine = await createEmbeddedEngine({ client, functions: [parent, child], store: 'memory' });
const { ids } = await client.send({ name: 'go' });
const outcome = await engine.waitForRun(String(engine.listRuns({ eventId: String(ids[0]) })[0]?.id));
process.stdout.write(`${JSON.stringify({ outcome, made: [...made] })}\n`);
