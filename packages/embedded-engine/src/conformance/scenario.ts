import type { Inngest, InngestFunction } from 'inngest';

import type { Json, JsonObject } from '../json.ts';

/** An event to be sent. */
export interface OutgoingEvent {
  readonly name: string;
  readonly id?: string;
  readonly data?: JsonObject;
}

/** How a run ended, as both engines report it. */
export type Outcome =
  | { readonly status: 'completed'; readonly output: Json }
  | { readonly status: 'failed'; readonly error: { readonly name: string; readonly message: string } }
  | { readonly status: 'cancelled' };

/** What a function published. */
export interface Publication {
  readonly topic: string;
  readonly data: unknown;
}

/** Where a scenario is played: an engine that serves its functions, and a notebook they write in. */
export interface TestHarness {
  /** What the functions noted, in order. */
  readonly notes: readonly string[];
  /** Sends an event and returns its id. */
  send(event: OutgoingEvent): Promise<string>;
  /** Waits until the runs that an event started have ended. */
  outcomes(eventId: string, count: number): Promise<readonly Outcome[]>;
  /** Sends an event and waits for the one run that it starts. */
  run(event: OutgoingEvent): Promise<Outcome>;
  /** Waits until something is true of the notes. */
  until(condition: (notes: readonly string[]) => boolean): Promise<void>;
  /** Passes time. */
  pause(milliseconds: number): Promise<void>;
  /** Receives what is published on a channel from now on. */
  subscribe(channel: string, topics: readonly string[]): Promise<readonly Publication[]>;
}

/** What a scenario's functions are made of. */
export interface Cast {
  readonly client: Inngest.Any;
  /** Writes into the notebook, and returns the value given with it. */
  note(text: string): void;
  note<T>(text: string, value: T): T;
  /** The name of an event of this scenario's own, so that several may share a server. */
  named(name: string): string;
}

/** A behaviour, played with functions on an engine. */
export interface Scenario {
  /** A full sentence: what is to be seen. */
  readonly title: string;
  /**
   * Whether this release of the SDK does what is played.
   *
   * @default true
   */
  readonly isInSdk?: boolean;
  functions(cast: Cast): readonly InngestFunction.Any[];
  /** Plays it and returns what was seen. */
  play(harness: TestHarness): Promise<unknown>;
  readonly expected: unknown;
}
