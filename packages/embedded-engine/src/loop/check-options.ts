import { OptionInvalidError } from '../errors.ts';
import type { EmbeddedEngineOptions } from './engine-options.ts';

/** What an option may be, and how that is said. */
type Rule = readonly [allowed: string, isAllowed: (value: unknown) => boolean];

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 1;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
/** A client may come from another copy of the SDK. */
const isClient = (value: unknown) => isObject(value) && typeof value['createFunction'] === 'function';
const DURABILITIES: readonly unknown[] = [undefined, 'process-crash', 'power-loss'];

const STORE: Rule = [
  "'memory', or { path: 'shop.db' } with a durability of 'process-crash' or 'power-loss'",
  value =>
    value === 'memory' ||
    (isObject(value) &&
      typeof value['path'] === 'string' &&
      value['path'] !== '' &&
      DURABILITIES.includes(value['durability'])),
];

/** The options that may be left out. */
const RULES = {
  unsupported: ["'refuse' or 'ignore'", value => value === 'refuse' || value === 'ignore'],
  fetch: ['a function like globalThis.fetch', value => typeof value === 'function'],
  clock: ['a clock, with now() and wakeAt()', value => isObject(value) && typeof value['now'] === 'function'],
  maxConcurrentSteps: ['a whole number of 1 or more', isCount],
  maxStarts: ['a whole number of 1 or more', isCount],
  retentionMs: ['0 or more milliseconds', value => typeof value === 'number' && value >= 0],
} satisfies Partial<Record<keyof EmbeddedEngineOptions, Rule>>;

/**
 * Refuses options that nothing could be done with, and that types let pass where they are not checked.
 *
 * @throws {ENGINE_OPTION_INVALID}
 */
export function checkOptions(options: Omit<EmbeddedEngineOptions, 'store'>): void {
  const { client, functions } = options;
  check('client', client, ['the Inngest client of the functions', isClient]);
  check('functions', functions, ['a list of functions', Array.isArray]);
  for (const [option, rule] of Object.entries<Rule>(RULES)) {
    const value = (options as Readonly<Record<string, unknown>>)[option];
    if (value !== undefined) check(option, value, rule);
  }
}

/**
 * Refuses what is no place for a store.
 *
 * @throws {ENGINE_OPTION_INVALID}
 */
export function checkStore(store: EmbeddedEngineOptions['store']): void {
  check('store', store, STORE);
}

function check(option: string, value: unknown, [allowed, isAllowed]: Rule): void {
  if (!isAllowed(value)) throw new OptionInvalidError(option, allowed, value);
}
