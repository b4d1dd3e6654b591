import { inspect } from 'node:util';
import { CodedError, didYouMean } from '@variegate/ground';

/** What a caller may do about an error: nothing, or try again once the named time or condition has passed. */
export type EngineRetry = { readonly kind: 'never' } | { readonly kind: 'after'; readonly afterMs: number };

/** What every error of the engine has: a constant `code`, and what a caller may do about it. */
export abstract class EngineError extends CodedError {
  /** Stable name of the failure; messages may change, this does not. */
  abstract override readonly code: `ENGINE_${string}`;
  /** What a caller may do about it. */
  readonly retry: EngineRetry = { kind: 'never' };
}

/**
 * Another process, or another engine in this one, has the store open.
 *
 * @remedy Close the other engine, or give this one a file of its own.
 */
export class StoreBusyError extends EngineError {
  readonly code = 'ENGINE_STORE_BUSY';
  override readonly retry: EngineRetry = { kind: 'after', afterMs: 1_000 };
  /** The store's file. */
  readonly path: string;

  constructor(path: string, options?: ErrorOptions) {
    super(
      `${path} is in use: one engine at a time may have a store open. Close the other, or give this one its own file.`,
      options,
    );
    this.path = path;
  }
}

/**
 * An option of the engine is outside what it may be; the message names the option and what is allowed.
 *
 * @remedy Give the option a value that the message allows.
 */
export class OptionInvalidError extends EngineError {
  readonly code = 'ENGINE_OPTION_INVALID';
  /** The option's name, as `maxConcurrentSteps`. */
  readonly option: string;

  /** @param allowed - what it must be, as `a list of functions`. */
  constructor(option: string, allowed: string, given: unknown) {
    super(`The option ${option} must be ${allowed}, not ${inspect(given, { depth: 0 })}.`);
    this.option = option;
  }
}

/** Why a file cannot be used as a store. */
export type StoreUnusableReason = 'foreign' | 'truncated' | 'newer' | 'unreadable';

/**
 * The file is not a store of this engine, or no longer a whole one. It was left as it was found.
 *
 * @remedy Name the right file; restore a damaged one from a copy, or start with a new one.
 */
export class StoreUnusableError extends EngineError {
  readonly code = 'ENGINE_STORE_UNUSABLE';
  /** The store's file. */
  readonly path: string;
  /** What is wrong with it. */
  readonly reason: StoreUnusableReason;

  constructor(path: string, reason: StoreUnusableReason, detail: string, options?: ErrorOptions) {
    super(`${path} cannot be used as a store, and was left as it is: ${detail}`, options);
    this.path = path;
    this.reason = reason;
  }
}

/**
 * The store failed while the engine ran (a full disk, for example): the engine has stopped.
 *
 * @remedy Make room on the disk, or repair it, and open the store again: finished steps are in it.
 */
export class StoreFailedError extends EngineError {
  readonly code = 'ENGINE_STORE_FAILED';

  constructor(cause: unknown) {
    super(
      `The engine stopped because its store failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

/** One thing a function asks for that this engine does not do. */
export interface UnsupportedFeature {
  /** The function's id, with the client's id in front, as the SDK registers it. */
  readonly functionId: string;
  /** The option as the function's author wrote it. */
  readonly option: string;
  /** What is not supported about it. */
  readonly reason: string;
}

/**
 * A function asks for something this engine does not do; no function was started.
 *
 * @remedy Take the options that the message names out of the functions, or run them on an Inngest server.
 */
export class FeatureUnsupportedError extends EngineError {
  readonly code = 'ENGINE_FEATURE_UNSUPPORTED';
  /** Everything that is not supported, in the order of the functions. */
  readonly features: readonly UnsupportedFeature[];

  constructor(features: readonly UnsupportedFeature[]) {
    const lines = features.map(({ functionId, option, reason }) => `  ${functionId}: ${option}: ${reason}`);
    super(`The embedded engine cannot run these functions:\n${lines.join('\n')}`);
    this.features = features;
  }
}

/**
 * This Node has no SQLite of its own.
 *
 * @remedy Use Node 22.13 or later.
 */
export class NodeTooOldError extends EngineError {
  readonly code = 'ENGINE_NODE_TOO_OLD';

  constructor(version: string) {
    super(`The embedded engine needs Node 22.13 or later; this is Node ${version}.`);
  }
}

/**
 * The port that `serve` was to listen on is not to be had.
 *
 * @remedy Name another port, or 0 for any that is free.
 */
export class PortUnavailableError extends EngineError {
  readonly code = 'ENGINE_PORT_UNAVAILABLE';

  constructor(port: number, cause: unknown) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? 'another program has it, perhaps an Inngest server'
        : String((cause as Error).message);
    super(
      `serve() cannot listen on port ${port} of 127.0.0.1: ${reason}. Name another, or 0 for any that is free.`,
      {
        cause,
      },
    );
  }
}

/**
 * The SDK would not register the functions.
 *
 * @remedy Follow the message, which is that of the SDK.
 */
export class RegistrationFailedError extends EngineError {
  readonly code = 'ENGINE_REGISTRATION_FAILED';
}

/**
 * The client already belongs to an engine that is open.
 *
 * @remedy Drain the engine that has the client, or make a second client.
 */
export class ClientBusyError extends EngineError {
  readonly code = 'ENGINE_CLIENT_BUSY';

  constructor(clientId: string) {
    super(`The client "${clientId}" is attached to an engine already: drain that one first.`);
  }
}

/**
 * A time or a duration cannot be read, or would move a clock back.
 *
 * @remedy Write it as `2 days`, `500ms`, milliseconds or a date; advance by more than nothing.
 */
export class TimeInvalidError extends EngineError {
  readonly code = 'ENGINE_TIME_INVALID';
}

/**
 * No function of this id is registered.
 *
 * @remedy Pass the function to the engine when you open it, or correct its id.
 */
export class FunctionNotFoundError extends EngineError {
  readonly code = 'ENGINE_FUNCTION_NOT_FOUND';

  /** @param known - the ids of the functions that are registered. */
  constructor(functionId: string, known: readonly string[]) {
    super(
      `No function "${functionId}" is registered with this engine${didYouMean(functionId, known) || '.'} It has ${known.join(', ') || 'none'}.`,
    );
  }
}

/**
 * The store holds no run of this id: never started, or removed when its retention had passed.
 *
 * @remedy Look for the run with `listRuns`; keep runs longer with `retentionMs`.
 */
export class RunNotFoundError extends EngineError {
  readonly code = 'ENGINE_RUN_NOT_FOUND';

  constructor(runId: string) {
    super(`There is no run "${runId}" in this store.`);
  }
}

/**
 * The engine has been drained and does nothing any more.
 *
 * @remedy Open the store with a new engine; what was under way continues there.
 */
export class EngineClosedError extends EngineError {
  readonly code = 'ENGINE_CLOSED';

  constructor() {
    super('The engine is closed.');
  }
}
