/**
 * A process whose store cannot grow any more after a while: to be started with a limit on the size of files.
 * Argument: the store's file. It prints what waiting for its run and the next call reject with.
 */
import { Inngest } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import { EngineError } from '../errors.ts';
import { silentLogger } from './silent-logger.ts';

// Past the limit the system would end the process; ignored, the write fails instead, as on a full disk.
process.on('SIGXFSZ', () => {});

const client = new Inngest({ id: 'app', logger: silentLogger });
const greedy = client.createFunction({ id: 'greedy', triggers: [{ event: 'go' }] }, async ({ step }) => {
  for (let n = 0; n < 100; n += 1) await step.run(`step-${n}`, () => 'x'.repeat(200_000));
});
const engine = await createEmbeddedEngine({
  client,
  functions: [greedy],
  store: { path: process.argv[2] ?? '' },
});
const code = (error: unknown) => (error instanceof EngineError ? error.code : String(error));
const waited = await engine.waitForRun(engine.invoke(greedy)).then(JSON.stringify, code);
let next = '';
try {
  engine.invoke(greedy);
} catch (error) {
  next = code(error);
}
process.stdout.write(`${waited} ${next}\n`);
await engine.drain();
