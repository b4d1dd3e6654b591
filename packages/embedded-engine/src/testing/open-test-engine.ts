import { Inngest, type InngestFunction } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import type { EmbeddedEngineOptions } from '../loop/engine-options.ts';
import { silentLogger } from './silent-logger.ts';

/** An engine of a test's own, and the client to send it events with. */
export interface TestSetup extends AsyncDisposable {
  readonly engine: EmbeddedEngine;
  readonly client: Inngest.Any;
}

/** Opens an engine, in memory by default, with the functions that `define` makes with its client. */
export async function openTestEngine(
  define: (client: Inngest) => readonly InngestFunction.Any[],
  options: Partial<Omit<EmbeddedEngineOptions, 'client' | 'functions'>> = {},
): Promise<TestSetup> {
  const client = new Inngest({ id: 'app', logger: silentLogger });
  const engine = await createEmbeddedEngine({
    store: 'memory',
    ...options,
    client,
    functions: define(client),
  });
  return { engine, client, [Symbol.asyncDispose]: () => engine.drain() };
}
