import type { Inngest } from 'inngest';

import type { Cast, Outcome, OutgoingEvent, Publication, TestHarness } from './scenario.ts';

/** What an engine under test must offer. */
export interface TestEngine {
  /** Waits until the runs that an event started have ended; resolves with `undefined` while fewer have. */
  outcomes(eventId: string): Promise<readonly (Outcome | undefined)[]>;
  subscribe(channel: string, topics: readonly string[]): Promise<readonly Publication[]>;
}

/** How long anything a scenario waits for may take. Generous: only a scenario that fails reaches it. */
const PATIENCE_MS = 45_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);
const LOOK_AGAIN_MS = 20;

/** The notebook of a scenario, and the harness it is played on. */
export class ScenarioRun {
  readonly notes: string[] = [];
  readonly #prefix: string;

  /** @param prefix - what the names of the scenario's events begin with. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  cast(client: Inngest.Any): Cast {
    const note = <T>(text: string, value?: T) => {
      this.notes.push(text);
      return value as T;
    };
    return { client, note, named: name => `${this.#prefix}${name}` };
  }

  harness(client: Inngest.Any, engine: TestEngine): TestHarness {
    const { notes } = this;
    const send = async (event: OutgoingEvent): Promise<string> => {
      const { ids } = await client.send({ data: {}, ...event, name: `${this.#prefix}${event.name}` });
      return String(ids[0]);
    };
    const outcomes = async (eventId: string, count: number): Promise<readonly Outcome[]> =>
      waitFor(`${count} runs of event ${eventId}`, async () => {
        const ended = (await engine.outcomes(eventId)).filter(outcome => outcome !== undefined);
        return ended.length >= count ? ended : undefined;
      });
    return {
      notes,
      send,
      outcomes,
      run: async event => (await outcomes(await send(event), 1))[0] as Outcome,
      until: async condition => {
        await waitFor('the notes', async () => (condition(notes) ? true : undefined));
      },
      pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
      subscribe: (channel, topics) => engine.subscribe(channel, topics),
    };
  }
}

async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (Date.now() < giveUpAt) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  throw new Error(`Waited ${PATIENCE_MS} ms for ${what}.`);
}
