import { ManualClock } from '../clock.ts';
import type { EmbeddedEngineOptions } from '../loop/engine-options.ts';
import { readTime } from './read-duration.ts';
import { TestEngine } from './test-engine.ts';

/** What a test engine is made of. All else is as for `createEmbeddedEngine`; finished runs are kept for ever. */
export interface TestEngineOptions extends Omit<EmbeddedEngineOptions, 'store' | 'clock'> {
  /**
   * What the engine's clock shows at first: a date, a text as `2026-03-01T09:00:00Z`, or milliseconds since 1970.
   *
   * @default the machine's time, which then stands still until it is advanced
   */
  readonly now?: Date | number | string;
}

/**
 * Opens an engine for a test: its store is in memory, and its time stands still until the test moves it. Works with any
 * test runner.
 *
 * @example
 * await using engine = await createTestEngine({ client, functions });
 * const [run] = await engine.sendAndWait({ name: 'shop/order.placed', data: { customer: 'Ada' } });
 * await engine.advance('2 days');
 *
 * @throws {ENGINE_OPTION_INVALID} an option is outside what it may be
 * @throws {ENGINE_FEATURE_UNSUPPORTED} a function asks for something that the engine does not do
 * @throws {ENGINE_REGISTRATION_FAILED} the SDK would not register the functions
 * @throws {ENGINE_CLIENT_BUSY} another engine of the same client is open: close it, or await the test that has it
 * @throws {ENGINE_TIME_INVALID} `now` is no time
 */
export async function createTestEngine({
  now = Date.now(),
  ...options
}: TestEngineOptions): Promise<TestEngine> {
  const engine = new TestEngine(
    { retentionMs: Number.POSITIVE_INFINITY, ...options },
    new ManualClock(readTime(now)),
  );
  await engine.open();
  return engine;
}
