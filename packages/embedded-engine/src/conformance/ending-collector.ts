import type { Inngest, InngestFunction } from 'inngest';

import type { Json } from '../json.ts';
import { toSerializedError } from '../protocol/serialized-error.ts';
import type { Outcome } from './scenario.ts';

/** What Inngest says of a run that has ended. */
interface EndingData {
  readonly run_id: string;
  readonly event: { readonly id?: string };
  readonly error?: unknown;
  readonly result?: Json;
}

/** Learns how runs end from the events that a server sends about them. */
export class EndingCollector {
  /** By the id of the event that started the run, then by the run's own. */
  readonly #outcomes = new Map<string, Map<string, Outcome>>();

  /** The functions that listen. */
  functions(client: Inngest): readonly InngestFunction.Any[] {
    return [
      client.createFunction(
        { id: 'ends', triggers: [{ event: 'inngest/function.finished' }] },
        async ({ event }) => {
          this.#note(event.data as unknown as EndingData, 'finished');
        },
      ),
      client.createFunction(
        { id: 'cancelled', triggers: [{ event: 'inngest/function.cancelled' }] },
        async ({ event }) => {
          this.#note(event.data as unknown as EndingData, 'cancelled');
        },
      ),
    ];
  }

  /** How the runs of an event have ended so far. */
  of(eventId: string): readonly Outcome[] {
    return [...(this.#outcomes.get(eventId)?.values() ?? [])];
  }

  #note(data: EndingData, how: 'finished' | 'cancelled'): void {
    const eventId = data.event.id ?? '';
    const outcomes = this.#outcomes.get(eventId) ?? new Map<string, Outcome>();
    this.#outcomes.set(eventId, outcomes);
    if (how === 'cancelled') {
      outcomes.set(data.run_id, { status: 'cancelled' });
    } else if (data.error !== undefined) {
      const { name, message } = toSerializedError(data.error);
      outcomes.set(data.run_id, { status: 'failed', error: { name, message } });
    } else if ('result' in data) {
      outcomes.set(data.run_id, { status: 'completed', output: data.result ?? null });
    }
  }
}
