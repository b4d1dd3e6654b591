import { didYouMean } from '@variegate/ground';
import { EngineError } from '../errors.ts';

/** The end of a sentence, which asks for what may have been meant. */
const hint = (wanted: string, known: readonly string[]) => didYouMean(wanted, known) || '.';

/**
 * An event was sent to start runs, and started none.
 *
 * @remedy Correct the event's name or data, or use `send()` for an event that only ends a wait or is kept back.
 */
export class NoRunStartedError extends EngineError {
  readonly code = 'ENGINE_NO_RUN_STARTED';
  /** The event's name. */
  readonly eventName: string;

  /** @param known - the names of the events that start functions. */
  constructor(eventName: string, isTrigger: boolean, known: readonly string[]) {
    const names = known.filter(name => !name.startsWith('inngest/'));
    const reason = isTrigger
      ? 'a function has it as a trigger, but its condition did not hold, or its flow control keeps it back; use send(), then advance().'
      : `no function has it as a trigger${hint(eventName, names)} Functions are started by ${names.join(', ') || 'no event'}. For an event that only ends a wait or a run, use send().`;
    super(`The event "${eventName}" started no run: ${reason}`);
    this.eventName = eventName;
  }
}

/**
 * A run has no step of this name.
 *
 * @remedy Use a name that the message lists, or advance the time until the step is reached.
 */
export class StepNotFoundError extends EngineError {
  readonly code = 'ENGINE_STEP_NOT_FOUND';

  /** @param known - the names of the steps that the run has so far. */
  constructor(stepName: string, functionId: string, known: readonly string[]) {
    super(
      `The run of "${functionId}" has no step "${stepName}"${hint(stepName, known)} So far it has ${known.join(', ') || 'none'}.`,
    );
  }
}

/**
 * `failOnce` named a step that no run came to: the test has not tested what it meant to.
 *
 * @remedy Correct the step's name, or let a run come to it.
 */
export class FailureUnmetError extends EngineError {
  readonly code = 'ENGINE_FAILURE_UNMET';

  /** @param known - the names of the steps that all runs had. */
  constructor(stepName: string, known: readonly string[]) {
    super(
      `failOnce("${stepName}") failed nothing: no run came to a step of this name that runs code${hint(stepName, known)} The runs had ${known.join(', ') || 'no steps'}.`,
    );
  }
}

/**
 * Something fakes `setImmediate`, without which no engine gets on.
 *
 * @remedy Fake the date alone, as the message shows.
 */
export class TimersFakedError extends EngineError {
  readonly code = 'ENGINE_TIMERS_FAKED';

  constructor() {
    super(
      "setImmediate is faked, so that the engine would wait for ever. The engine has a clock of its own; fake the date alone: vi.useFakeTimers({ toFake: ['Date'] }), or mock.timers.enable({ apis: ['Date'] }).",
    );
  }
}
