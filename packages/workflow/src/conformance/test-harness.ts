import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Inngest, InngestFunction } from 'inngest';
import { workflowEvents } from '../events/event-types.ts';
import type { SentEvent } from '../events/sent-events.ts';
import type { ScriptedFfmpeg } from '../testing/scripted-ffmpeg.ts';

const { batchCompleted, batchFailed, variantCompleted, variantFailed } = workflowEvents();

/** How long anything that a scenario waits for may take. Generous: only a scenario that fails reaches it. */
const patienceMs = 150_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);

/** An event that the workflow has sent. */
export interface HeardEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly batchId: string };
}

/** Where a scenario is played: workers somewhere, an engine between, and a folder that all share. */
export interface TestHarness {
  readonly folder: string;
  readonly inputRoot: string;
  readonly outputRoot: string;
  readonly ffmpeg: ScriptedFfmpeg;
  send(event: SentEvent): Promise<void>;
  /** The events about a batch so far, in the order in which they came. */
  heard(batchId: string): readonly HeardEvent[];
  /** Waits for the event that ends a batch. */
  end(batchId: string): Promise<HeardEvent>;
}

/** Hears what the workflow sends. */
export class Listener {
  readonly #heard: HeardEvent[] = [];

  /** The functions that listen, to be served by the test itself. */
  functions(client: Inngest): readonly InngestFunction.Any[] {
    return [variantCompleted, variantFailed, batchCompleted, batchFailed].map(type =>
      client.createFunction(
        { id: `hears-${type.name.split('/')[1]}`, triggers: [{ event: type.name }], retries: 0 },
        async ({ event }) => {
          this.#heard.push({ name: event.name, data: event.data as HeardEvent['data'] });
        },
      ),
    );
  }

  heard(batchId: string): readonly HeardEvent[] {
    return this.#heard.filter(({ data }) => data.batchId === batchId);
  }

  async end(batchId: string): Promise<HeardEvent> {
    return until(`the end of ${batchId}`, () =>
      this.heard(batchId).find(({ name }) => name === batchCompleted.name || name === batchFailed.name),
    );
  }
}

/** Waits until there is a value. */
export async function until<T>(
  what: string,
  check: () => T | undefined | Promise<T | undefined>,
  patience = patienceMs,
): Promise<T> {
  const failAt = Date.now() + patience;
  while (Date.now() < failAt) {
    const seen = await check();
    if (seen !== undefined) return seen;
    await delay(50);
  }
  throw new Error(`Waited ${patience} ms for ${what}.`);
}

/** The folders of a harness. */
export function harnessFolders(folder: string): Pick<TestHarness, 'folder' | 'inputRoot' | 'outputRoot'> {
  return { folder, inputRoot: path.join(folder, 'in'), outputRoot: path.join(folder, 'out') };
}
