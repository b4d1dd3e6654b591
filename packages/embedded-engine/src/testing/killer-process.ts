/**
 * A process whose step ends it: for the limit on starts. Arguments: the store's file, the log's file. It says in
 * the end how its run ended, once the engine no longer begins the step.
 */
import { appendFileSync } from 'node:fs';

import { Inngest } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { silentLogger } from './silent-logger.ts';

const [storePath = '', logPath = ''] = process.argv.slice(2);
const client = new Inngest({ id: 'app', logger: silentLogger });
const deadly = client.createFunction({ id: 'deadly', triggers: [{ event: 'go' }] }, async ({ step }) => {
  await step.run('harmless', () => appendFileSync(logPath, 'harmless\n'));
  return step
    .run('deadly', () => {
      appendFileSync(logPath, 'deadly\n');
      process.kill(process.pid, 'SIGKILL');
    })
    .catch(({ name, message }: Error) => `${name}: ${message}`);
});
await using engine = await createEmbeddedEngine({
  client,
  functions: [deadly],
  store: { path: storePath },
  maxStarts: 3,
});
const { ids } = await client.send({ name: 'go', id: 'once' });
const [run] = engine.listRuns({ eventId: String(ids[0]) });
process.stdout.write(`${JSON.stringify(await engine.waitForRun(String(run?.id)))}\n`);
