import { inspect } from 'node:util';

import type { EmbeddedEngine } from '../embedded-engine.ts';
import type { EventPayload } from '../event-payload.ts';
import type { FailedAttemptView, RunDetails, StepView } from '../inspection/run-view.ts';
import type { Json } from '../json.ts';
import type { SerializedError } from '../protocol/serialized-error.ts';
import type { RunStatus } from '../store/run-table.ts';
import { StepNotFoundError } from './errors.ts';
import { isStepNamed } from './step-failures.ts';

/** A run of a function, as it is at the moment of looking: what is read later shows what has happened since. */
export interface TestRun {
  readonly id: string;
  /** The function's id, with the client's id in front. */
  readonly functionId: string;
  /** A run that sleeps or waits is `running`. */
  readonly status: RunStatus;
  /** The event that started it. */
  readonly event: EventPayload;
  /** What the function returned; `null` until it has completed. */
  readonly output: Json;
  /** Why it failed or was cancelled; `null` otherwise. */
  readonly error: SerializedError | null;
  /** Attempts of the function that failed outside its steps, oldest first. */
  readonly failures: readonly FailedAttemptView[];
  /** Its steps in the order in which they were found, each with its id, name, status, attempts, output and error. */
  readonly steps: readonly StepView[];
  /**
   * The first step of a name or id.
   *
   * @throws {ENGINE_STEP_NOT_FOUND}
   */
  step(name: string): StepView;
}

/** A view of a run, in whichever engine has its store now. */
export function viewRun(id: string, engine: () => EmbeddedEngine): TestRun {
  const look = (): RunDetails => engine().getRun(id);
  const { functionId } = look();
  const run: TestRun = {
    id,
    functionId,
    get status() {
      return look().status;
    },
    get event() {
      return look().event;
    },
    get output() {
      return look().output;
    },
    get error() {
      return look().error;
    },
    get failures() {
      return look().failures;
    },
    get steps() {
      return look().steps;
    },
    step: name => {
      const { steps } = look();
      const step = steps.find(candidate => isStepNamed(candidate, name));
      if (step !== undefined) return step;
      throw new StepNotFoundError(name, functionId, [...new Set(steps.map(candidate => candidate.name))]);
    },
  };
  // A run that is printed shows what is in it.
  return Object.defineProperty(run, inspect.custom, { value: look });
}
