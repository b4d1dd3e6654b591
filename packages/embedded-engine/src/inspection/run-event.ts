import type { Json } from '../json.ts';
import type { SerializedError } from '../protocol/serialized-error.ts';

interface RunFacts {
  /** The run. */
  readonly runId: string;
  /** The function it is a run of. */
  readonly functionId: string;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
}

interface StepFacts extends RunFacts {
  /** SHA-1 of the step's name, in hex. */
  readonly stepId: string;
  /** The step's name in the code. */
  readonly stepName: string;
}

/** Something that happened to a run, reported once it is stored. */
export type RunEvent =
  | (RunFacts & { readonly type: 'run:queued'; readonly eventId: string; readonly eventName: string })
  | (RunFacts & { readonly type: 'run:started' })
  | (RunFacts & {
      readonly type: 'run:retrying';
      /** The attempt that failed, from 0. */
      readonly attempt: number;
      readonly error: SerializedError;
      /** When the next attempt is due, in milliseconds since 1970. */
      readonly retryAt: number;
    })
  | (RunFacts & { readonly type: 'run:completed'; readonly output: Json })
  | (RunFacts & { readonly type: 'run:failed'; readonly error: SerializedError })
  | (RunFacts & { readonly type: 'run:cancelled'; readonly error: SerializedError })
  | (StepFacts & {
      readonly type: 'step:found';
      /** The SDK's word for what the step does, such as `StepPlanned` or `Sleep`. */
      readonly operation: string;
    })
  | (StepFacts & { readonly type: 'step:succeeded' })
  | (StepFacts & {
      readonly type: 'step:retrying';
      /** The attempt that failed, from 0. */
      readonly attempt: number;
      readonly error: SerializedError;
      /** When the next attempt is due, in milliseconds since 1970. */
      readonly retryAt: number;
    })
  | (StepFacts & { readonly type: 'step:failed'; readonly error: SerializedError });
