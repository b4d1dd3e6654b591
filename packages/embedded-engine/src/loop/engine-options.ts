import type { Inngest, InngestFunction } from 'inngest';

import type { Clock } from '../clock.ts';
import type { Fetch } from '../protocol/send-request.ts';
import type { Durability } from '../store/open-database.ts';

/** Where an engine keeps events, runs and steps. */
export interface FileStoreOptions {
  /** The file. It is made when there is none; its folder must be there, on a local disk. */
  readonly path: string;
  /**
   * What a finished step survives.
   *
   * @default 'process-crash'
   */
  readonly durability?: Durability;
}

/** What an engine is made of. */
export interface EmbeddedEngineOptions {
  /** The client the functions were made with. While the engine is open, all it sends goes to the engine. */
  readonly client: Inngest.Any;
  /** The functions to run, unchanged. */
  readonly functions: readonly InngestFunction.Any[];
  /** A file, or `'memory'` for what need not outlive the engine. */
  readonly store: 'memory' | FileStoreOptions;
  /**
   * What becomes of a function that asks for what this engine does not do.
   *
   * - `refuse`: opening fails, and names each such function and option.
   * - `ignore`: the option is left out, with a warning of the client's logger that names it. A trigger or a cancellation
   *   whose condition is not understood is left out with it, so that nothing is started or cancelled without its condition.
   *
   * @default 'refuse'
   */
  readonly unsupported?: 'refuse' | 'ignore';
  /**
   * What sends the requests of `step.fetch` and `step.ai.infer`. They leave the process; nothing else of the engine does.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: Fetch;
  /**
   * Where the time comes from.
   *
   * @default the machine's clock
   */
  readonly clock?: Clock;
  /**
   * How many steps run at a time, over all functions; 1 or more.
   *
   * @default 100
   */
  readonly maxConcurrentSteps?: number;
  /**
   * How often a step is begun without ever being finished, because the process ended each time; 1 or more. Past
   * it the step has failed. A process that is stopped by {@link EmbeddedEngine.drain} counts for nothing.
   *
   * @default 10
   */
  readonly maxStarts?: number;
  /**
   * How long finished runs, and the ids of events, are kept, in milliseconds. They are removed when the engine
   * opens and about once an hour while it works.
   *
   * @default 604_800_000, seven days
   */
  readonly retentionMs?: number;
}
