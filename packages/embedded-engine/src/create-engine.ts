import { attachClient } from './client/attach-client.ts';
import type { RequestTargets } from './client/routes.ts';
import { createSystemClock } from './clock.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { Broadcast, type RealtimeMessage } from './inspection/broadcast.ts';
import { checkOptions, checkStore } from './loop/check-options.ts';
import type { EmbeddedEngineOptions } from './loop/engine-options.ts';
import { RunLoop } from './loop/run-loop.ts';
import { createSdkHandler, type SdkHandler } from './protocol/sdk-handler.ts';
import { registerFunctions } from './registration/register-functions.ts';
import { takeEvent, takeSignal } from './run/take-event.ts';
import type { RunLimits } from './run/unit-of-work.ts';
import { Store } from './store/store.ts';

const WEEK_MS = 7 * 86_400_000;

/** The limits of an Inngest server, so that what runs here runs there. */
const SERVER_LIMITS: Omit<RunLimits, 'maxStarts'> = {
  maxSteps: 1_000,
  maxOutputLength: 4 * 1_024 * 1_024,
  maxStateLength: 32 * 1_024 * 1_024,
};

/**
 * Opens a store, and runs these functions from it until it is drained: first what an earlier engine left there,
 * then whatever comes.
 *
 * @throws {ENGINE_OPTION_INVALID} an option is outside what it may be
 * @throws {ENGINE_FEATURE_UNSUPPORTED} a function asks for something that the engine does not do, and is to be refused
 * @throws {ENGINE_REGISTRATION_FAILED} the SDK would not register the functions
 * @throws {ENGINE_STORE_BUSY} another engine has the store open
 * @throws {ENGINE_STORE_UNUSABLE} the file is not a whole store that this release knows
 * @throws {ENGINE_CLIENT_BUSY} the client belongs to another engine
 * @throws {ENGINE_NODE_TOO_OLD} this Node is older than 22.13
 */
export async function createEmbeddedEngine(options: EmbeddedEngineOptions): Promise<EmbeddedEngine> {
  checkStore(options.store);
  return assembleEngine(options, { openStore: () => openStore(options), wrapHandler: handler => handler });
}

/** What a test may put in the place of an engine's own. */
export interface EngineSeams {
  /** Opens the store, once the functions are registered. */
  readonly openStore: () => Store;
  /** Stands between the engine and its functions. */
  readonly wrapHandler: (handler: SdkHandler) => SdkHandler;
}

/** Puts an engine together and starts it. @see createEmbeddedEngine */
export async function assembleEngine(
  options: Omit<EmbeddedEngineOptions, 'store'>,
  seams: EngineSeams,
): Promise<EmbeddedEngine> {
  checkOptions(options);
  const { client, functions, clock = createSystemClock() } = options;
  const realtime = new Broadcast<RealtimeMessage>();
  let registration: unknown;
  let loop: RunLoop | undefined;
  const targets: RequestTargets = {
    now: () => clock.now(),
    register: body => {
      registration = body;
    },
    takeEvents: events =>
      loop?.change(unit => {
        for (const event of events) takeEvent(unit, event);
      }),
    takeSignal: (signal, data) => loop?.change(unit => takeSignal(unit, signal, data)),
    takeProgress: (callId, operations) => loop?.takeProgress(callId, operations) ?? false,
    publish: message => realtime.publish(message),
  };
  const detachClient = attachClient(client, targets);
  try {
    const handler = seams.wrapHandler(createSdkHandler(client, functions));
    const { unsupported = 'refuse' } = options;
    const warn = (text: string) => client.logger.warn(text);
    const registry = await registerFunctions(handler, () => registration, { unsupported, warn });
    const store = seams.openStore();
    loop = new RunLoop({
      store,
      clock,
      handler,
      functions: registry,
      limits: { ...SERVER_LIMITS, maxStarts: options.maxStarts ?? 10 },
      fetch: options.fetch ?? globalThis.fetch,
      maxConcurrentSteps: options.maxConcurrentSteps ?? 100,
      retentionMs: options.retentionMs ?? WEEK_MS,
    });
    loop.start();
    return new EmbeddedEngine({
      store,
      loop,
      functions: registry,
      realtime,
      requests: targets,
      clientId: client.id,
      detachClient,
    });
  } catch (error) {
    detachClient(false);
    throw error;
  }
}

function openStore({ store }: EmbeddedEngineOptions): Store {
  if (store === 'memory') return new Store('memory');
  return new Store({ path: store.path, durability: store.durability ?? 'process-crash' });
}
