import type { JsonObject } from './json.ts';

/** An event as functions receive it. */
export interface EventPayload extends JsonObject {
  /** Chosen by the sender, or a new ULID. */
  readonly id: string;
  readonly name: string;
  readonly data: JsonObject;
  /** When it happened, in milliseconds since 1970. */
  readonly ts: number;
}
