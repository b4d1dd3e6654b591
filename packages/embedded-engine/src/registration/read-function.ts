import type { UnsupportedFeature } from '../errors.ts';
import type { Expression } from '../expressions/expression.ts';
import { parseDuration, parseTime } from '../protocol/duration.ts';
import { parseCron } from './cron-schedule.ts';
import type { FunctionConfig } from './function-config.ts';
import {
  type Refuse,
  readAwaitedCondition,
  readCheckedExpression,
  readExpression,
} from './read-expression.ts';
import {
  notADuration,
  readBatch,
  readConcurrency,
  readCount,
  readDebounce,
  readDuration,
  readRateLimit,
  readSingleton,
  readThrottle,
} from './read-flow-control.ts';
import type { Cancellation, CronTrigger, EventTrigger, RegisteredFunction } from './registered-function.ts';

/** What an Inngest server takes when `retries` is not set (its types say 3; it makes five attempts). */
const DEFAULT_RETRIES = 4;

/** Where a function asks for more, an Inngest server makes these. */
const MOST_RETRIES = 20;

/** What an Inngest server takes at most. */
const MOST_TRIGGERS = 10;
const MOST_CANCELLATIONS = 5;

const READ_OPTIONS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'triggers',
  'steps',
  'batchEvents',
  'cancel',
  'concurrency',
  'debounce',
  'idempotency',
  'priority',
  'rateLimit',
  'singleton',
  'throttle',
  'timeouts',
]);

const NOT_CRON =
  'it is not five fields of cron, with or without a time zone in front (TZ=Europe/Paris 0 12 * * 5)';

const LONGEST_JITTER_MS = 300_000;

/** What one function asks for, and what of it is not supported. */
export interface ReadFunction {
  /** The function without what is not supported; a trigger or cancellation that is not understood is left out. */
  readonly definition: RegisteredFunction;
  readonly unsupported: readonly UnsupportedFeature[];
}

/** Reads one function's options. Nothing is passed over: what is not understood is listed as unsupported. */
export function readFunction(config: FunctionConfig): ReadFunction {
  const unsupported: UnsupportedFeature[] = [];
  const refuse: Refuse = (option, reason) => {
    unsupported.push({ functionId: config.id, option, reason });
  };
  for (const option of Object.keys(config)) {
    if (!READ_OPTIONS.has(option)) refuse(option, 'the engine does not know this option');
  }
  checkTriggers(config, refuse);
  const definition: RegisteredFunction = {
    id: config.id,
    name: config.name ?? config.id,
    maxAttempts: readRetries(config, refuse) + 1,
    triggers: readTriggers(config, refuse),
    crons: readCrons(config, refuse),
    cancellations: readCancellations(config, refuse),
    concurrency: readConcurrency(config, refuse),
    rateLimit: readRateLimit(config, refuse),
    throttle: readThrottle(config, refuse),
    debounce: readDebounce(config, refuse),
    singleton: readSingleton(config, refuse),
    batch: readBatch(config, refuse),
    priority: readPriority(config, refuse),
    startTimeoutMs: readTimeout(config, 'start', refuse),
    finishTimeoutMs: readTimeout(config, 'finish', refuse),
  };
  return { definition, unsupported };
}

function readRetries({ steps }: FunctionConfig, refuse: Refuse): number {
  const retries = Object.values(steps)[0]?.retries?.attempts ?? DEFAULT_RETRIES;
  return readCount('retries', retries, 0, refuse) ? Math.min(retries, MOST_RETRIES) : DEFAULT_RETRIES;
}

/** Refuses what each trigger alone could do, and an Inngest server does not take. */
function checkTriggers({ triggers, cancel = [] }: FunctionConfig, refuse: Refuse): void {
  const tooMany = (most: number) => `an Inngest server takes ${most} at most`;
  if (triggers.length > MOST_TRIGGERS) refuse('triggers', tooMany(MOST_TRIGGERS));
  if (cancel.length > MOST_CANCELLATIONS) refuse('cancelOn', tooMany(MOST_CANCELLATIONS));
  const seen = new Set<string>();
  for (const { event, expression, cron } of triggers) {
    const trigger = JSON.stringify(cron ?? [event, expression]);
    if (seen.has(trigger)) {
      refuse(
        `triggers: ${JSON.stringify(cron ?? event)}`,
        'it stands there twice, which an Inngest server does not take',
      );
    }
    seen.add(trigger);
  }
}

function readTriggers(config: FunctionConfig, refuse: Refuse): EventTrigger[] {
  return config.triggers.flatMap(({ event, expression: text }): EventTrigger[] => {
    if (event === undefined) return [];
    if (event === 'inngest/deferred.schedule') {
      refuse('createDefer', 'deferred functions are not supported');
      return [];
    }
    if (/\*(?!$)|(?<![./])\*$/.test(event)) {
      refuse(`triggers: "${event}"`, 'an asterisk can only stand at the end, after a slash or a dot');
      return [];
    }
    if (text === undefined) return [{ eventName: event, condition: undefined }];
    const condition = readCheckedExpression({ option: `triggers: "${event}" if`, text }, refuse);
    return condition === undefined ? [] : [{ eventName: event, condition }];
  });
}

function readCrons(config: FunctionConfig, refuse: Refuse): CronTrigger[] {
  return config.triggers.flatMap(({ cron, jitter }) => {
    if (cron === undefined) return [];
    const schedule = parseCron(cron);
    if (schedule === undefined) refuse(`triggers: cron "${cron}"`, NOT_CRON);
    const range = { shortest: 1_000, longest: LONGEST_JITTER_MS };
    const option = `triggers: cron "${cron}" jitter`;
    const jitterMs = jitter === undefined ? 0 : readDuration(option, jitter, range, refuse);
    return schedule === undefined ? [] : [{ schedule, jitterMs: jitterMs ?? 0 }];
  });
}

function readCancellations(config: FunctionConfig, refuse: Refuse): Cancellation[] {
  return (config.cancel ?? []).flatMap(({ event, if: text, timeout }) => {
    const isTime = timeout === undefined || parseTime(timeout, 0) !== undefined;
    if (!isTime) refuse(`cancelOn: "${event}" timeout`, notADuration(timeout ?? ''));
    const option = `cancelOn: "${event}" if`;
    const condition = text === undefined ? undefined : readAwaitedCondition({ option, text }, refuse);
    const isRead = isTime && (text === undefined || condition !== undefined);
    return isRead ? [{ eventName: event, condition, timeout }] : [];
  });
}

function readPriority({ priority }: FunctionConfig, refuse: Refuse): Expression | undefined {
  const text = priority?.run;
  return text === undefined ? undefined : readExpression({ option: 'priority: run', text }, refuse);
}

function readTimeout(config: FunctionConfig, which: 'start' | 'finish', refuse: Refuse): number | undefined {
  const text = config.timeouts?.[which];
  if (text === undefined) return undefined;
  const durationMs = parseDuration(text);
  if (durationMs === undefined) refuse(`timeouts: ${which}`, notADuration(text));
  return durationMs;
}
