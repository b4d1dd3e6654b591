import { parseDuration } from '../protocol/duration.ts';
import type { FunctionConfig } from './function-config.ts';
import { type Refuse, readCheckedExpression, readExpression } from './read-expression.ts';
import type { Batch, ConcurrencyLimit, Debounce, Rate, Singleton } from './registered-function.ts';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** How many limits of concurrency a function may have. */
const MOST_LIMITS = 2;

/** How often a function takes an event. To Inngest, an `idempotency` is a rate of one a day, and comes before any other. */
export function readRateLimit(config: FunctionConfig, refuse: Refuse): Rate | undefined {
  const { idempotency, rateLimit } = config;
  if (idempotency !== undefined) {
    const key = readCheckedExpression({ option: 'idempotency', text: idempotency }, refuse);
    return key && { limit: 1, periodMs: DAY_MS, burst: 0, key };
  }
  if (rateLimit === undefined) return undefined;
  const { limit, period, key: text } = rateLimit;
  const periodMs = readDuration('rateLimit: period', period, { shortest: 1, longest: DAY_MS }, refuse);
  const isLimit = readCount('rateLimit: limit', limit, 1, refuse);
  const key =
    text === undefined ? undefined : readCheckedExpression({ option: 'rateLimit: key', text }, refuse);
  if (periodMs === undefined || !isLimit || (text !== undefined && key === undefined)) return undefined;
  return { limit, periodMs, burst: Math.floor(limit / 10), key };
}

/** How often runs of a function begin. */
export function readThrottle({ throttle }: FunctionConfig, refuse: Refuse): Rate | undefined {
  if (throttle === undefined) return undefined;
  const { limit, period, burst = 0, key: text } = throttle;
  const range = { shortest: SECOND_MS, longest: 7 * DAY_MS };
  const periodMs = readDuration('throttle: period', period, range, refuse);
  const isLimit = readCount('throttle: limit', limit, 1, refuse);
  const isBurst = readCount('throttle: burst', burst, 0, refuse);
  const key = text === undefined ? undefined : readExpression({ option: 'throttle: key', text }, refuse);
  if (periodMs === undefined || !isLimit || !isBurst || (text !== undefined && key === undefined))
    return undefined;
  return { limit, periodMs, burst, key };
}

/** What a function waits for before it takes the last of several events. */
export function readDebounce({ debounce }: FunctionConfig, refuse: Refuse): Debounce | undefined {
  if (debounce === undefined) return undefined;
  const { period, timeout, key: text } = debounce;
  const periodMs = readDuration(
    'debounce: period',
    period,
    { shortest: SECOND_MS, longest: 7 * DAY_MS },
    refuse,
  );
  const timeoutMs =
    timeout === undefined
      ? undefined
      : readDuration(
          'debounce: timeout',
          timeout,
          { shortest: 0, longest: Number.POSITIVE_INFINITY },
          refuse,
        );
  const key =
    text === undefined ? undefined : readCheckedExpression({ option: 'debounce: key', text }, refuse);
  if (periodMs === undefined || (text !== undefined && key === undefined)) return undefined;
  return { periodMs, timeoutMs, key };
}

/** Whether a function has one run at a time. */
export function readSingleton({ singleton }: FunctionConfig, refuse: Refuse): Singleton | undefined {
  if (singleton === undefined) return undefined;
  const { mode, key: text } = singleton;
  const key = text === undefined ? undefined : readExpression({ option: 'singleton: key', text }, refuse);
  return text !== undefined && key === undefined ? undefined : { mode, key };
}

/** How a function is given several events at once. */
export function readBatch(config: FunctionConfig, refuse: Refuse): Batch | undefined {
  const { batchEvents } = config;
  if (batchEvents === undefined) return undefined;
  const { maxSize, timeout, key: keyText, if: conditionText } = batchEvents;
  for (const other of ['cancel', 'debounce', 'singleton', 'priority'] as const) {
    if (config[other] !== undefined) {
      refuse(
        'batchEvents',
        `an Inngest server does not take it together with ${other === 'cancel' ? 'cancelOn' : other}`,
      );
    }
  }
  const range = { shortest: SECOND_MS, longest: 7 * DAY_MS };
  const timeoutMs = readDuration('batchEvents: timeout', timeout, range, refuse);
  const isSize = readCount('batchEvents: maxSize', maxSize, 2, refuse);
  const key =
    keyText === undefined
      ? undefined
      : readCheckedExpression({ option: 'batchEvents: key', text: keyText }, refuse);
  const condition =
    conditionText === undefined
      ? undefined
      : readCheckedExpression({ option: 'batchEvents: if', text: conditionText }, refuse);
  const isRead =
    (keyText === undefined) === (key === undefined) &&
    (conditionText === undefined) === (condition === undefined);
  return timeoutMs === undefined || !isSize || !isRead ? undefined : { maxSize, timeoutMs, key, condition };
}

/** How many steps run at a time. */
export function readConcurrency(config: FunctionConfig, refuse: Refuse): ConcurrencyLimit[] {
  const { concurrency = [] } = config;
  const limits = Array.isArray(concurrency)
    ? concurrency
    : [typeof concurrency === 'number' ? { limit: concurrency } : concurrency];
  if (limits.length > MOST_LIMITS)
    refuse('concurrency', `an Inngest server takes ${MOST_LIMITS} limits at most`);
  return limits.slice(0, MOST_LIMITS).flatMap(({ limit, key: text, scope = 'fn' }): ConcurrencyLimit[] => {
    const isCount = readCount('concurrency: limit', limit, 0, refuse);
    if (!isCount || limit === 0) return []; // To Inngest, zero means no limit.
    if (text === undefined) {
      if (scope === 'fn') return [{ limit, key: undefined, scope }];
      refuse(`concurrency: scope "${scope}"`, 'it needs a key, which names what the functions share');
      return [];
    }
    const key = readExpression({ option: 'concurrency: key', text }, refuse);
    return key === undefined ? [] : [{ limit, key, scope }];
  });
}

/** Says that a text is no duration, and what one is. */
export const notADuration = (text: string) =>
  `"${text}" is not a duration; one is written 30s, 5m, 2h, 7d or 1d12h`;

/** Reads a duration that lies in a range, in milliseconds; any other is refused. */
export function readDuration(
  option: string,
  text: string,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  refuse: Refuse,
): number | undefined {
  const durationMs = parseDuration(text);
  if (durationMs === undefined || text === '') {
    refuse(option, notADuration(text));
    return undefined;
  }
  if (durationMs >= shortest && durationMs <= longest) return durationMs;
  refuse(option, `"${text}" is not between ${shortest / SECOND_MS} and ${longest / SECOND_MS} seconds`);
  return undefined;
}

/** Whether a number is a whole one and large enough; any other is refused. */
export function readCount(option: string, value: number, least: number, refuse: Refuse): boolean {
  const isCount = Number.isSafeInteger(value) && value >= least;
  if (!isCount) refuse(option, `${value} is not a whole number of ${least} or more`);
  return isCount;
}
