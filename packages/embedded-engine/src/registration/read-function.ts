import type { UnsupportedFeature } from '../errors.ts';
import { isCondition, mentionsAsync } from '../expressions/event-condition.ts';
import type { Expression } from '../expressions/expression.ts';
import { parseExpression } from '../expressions/parse.ts';
import { parseDuration, parseTime } from '../protocol/duration.ts';
import { type CronSchedule, parseCron } from './cron-schedule.ts';
import type { FunctionConfig } from './function-config.ts';
import type {
  Cancellation,
  ConcurrencyLimit,
  EventTrigger,
  RegisteredFunction,
} from './registered-function.ts';

/** What an Inngest server takes when `retries` is not set (its types say 3; it makes five attempts). */
const DEFAULT_RETRIES = 4;

const READ_OPTIONS: ReadonlySet<string> = new Set([
  'id',
  'name',
  'triggers',
  'steps',
  'cancel',
  'concurrency',
  'priority',
  'timeouts',
]);

const REFUSED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ['batchEvents', 'batching is not supported'],
  ['debounce', 'debouncing is not supported'],
  ['idempotency', 'an idempotency expression is not supported; give the event an id instead'],
  ['rateLimit', 'rate limits are not supported'],
  ['singleton', 'singletons are not supported'],
  ['throttle', 'throttling is not supported'],
]);

const EQUALITY_ONLY = 'only equalities joined by && are supported as a condition';

const NOT_CRON =
  'it is not five fields of cron, with or without a time zone in front (TZ=Europe/Paris 0 12 * * 5)';

/** What one function asks for, and what of it is not supported. */
export interface ReadFunction {
  readonly definition: RegisteredFunction;
  readonly unsupported: readonly UnsupportedFeature[];
}

/** Reads one function's options. Nothing is ignored: what is not understood is listed as unsupported. */
export function readFunction(config: FunctionConfig): ReadFunction {
  const unsupported: UnsupportedFeature[] = [];
  const refuse: Refuse = (option, reason) => {
    unsupported.push({ functionId: config.id, option, reason });
  };
  for (const option of Object.keys(config)) {
    if (READ_OPTIONS.has(option)) continue;
    refuse(option, REFUSED_OPTIONS.get(option) ?? 'the engine does not know this option');
  }
  const retries = Object.values(config.steps)[0]?.retries?.attempts ?? DEFAULT_RETRIES;
  const definition: RegisteredFunction = {
    id: config.id,
    name: config.name ?? config.id,
    maxAttempts: retries + 1,
    triggers: readTriggers(config, refuse),
    schedules: readSchedules(config, refuse),
    cancellations: readCancellations(config, refuse),
    concurrency: readConcurrency(config, refuse),
    priority: readPriority(config, refuse),
    startTimeoutMs: readTimeout(config, 'start', refuse),
    finishTimeoutMs: readTimeout(config, 'finish', refuse),
  };
  return { definition, unsupported };
}

type Refuse = (option: string, reason: string) => void;

function readTriggers(config: FunctionConfig, refuse: Refuse): EventTrigger[] {
  return config.triggers.flatMap(({ event, expression }) => {
    if (event === undefined) return [];
    if (event.includes('*')) refuse(`triggers: "${event}"`, 'wildcards in event names are not supported');
    if (event === 'inngest/deferred.schedule') refuse('createDefer', 'deferred functions are not supported');
    const condition = readCondition(expression, `triggers: "${event}" if`, refuse);
    if (condition !== undefined && mentionsAsync(condition)) {
      refuse(`triggers: "${event}" if`, 'a trigger can only speak of `event`');
    }
    return [{ eventName: event, condition }];
  });
}

function readSchedules(config: FunctionConfig, refuse: Refuse): CronSchedule[] {
  return config.triggers.flatMap(({ cron, jitter }) => {
    if (cron === undefined) return [];
    if (jitter !== undefined) refuse(`triggers: cron "${cron}" jitter`, 'runs start at the very time');
    const schedule = parseCron(cron);
    if (schedule === undefined) refuse(`triggers: cron "${cron}"`, NOT_CRON);
    return schedule ?? [];
  });
}

function readCancellations(config: FunctionConfig, refuse: Refuse): Cancellation[] {
  return (config.cancel ?? []).map(({ event, if: text, timeout }) => {
    if (timeout !== undefined && parseTime(timeout, 0) === undefined) {
      refuse(`cancelOn: "${event}" timeout`, `"${timeout}" is not a duration`);
    }
    return { eventName: event, condition: readCondition(text, `cancelOn: "${event}" if`, refuse), timeout };
  });
}

function readConcurrency(config: FunctionConfig, refuse: Refuse): ConcurrencyLimit[] {
  const { concurrency = [] } = config;
  const limits = Array.isArray(concurrency)
    ? concurrency
    : [typeof concurrency === 'number' ? { limit: concurrency } : concurrency];
  return limits.flatMap(({ limit, key, scope = 'fn' }) => {
    if (scope !== 'fn') refuse(`concurrency: scope "${scope}"`, 'limits apply to one function only');
    if (limit < 1) return []; // To Inngest, zero means no limit.
    const expression = key === undefined ? undefined : parseExpression(key);
    const isKey = expression?.kind === 'path' || expression?.kind === 'literal';
    if (key !== undefined && (!isKey || mentionsAsync(expression))) {
      refuse(`concurrency: key "${key}"`, 'only a path into `event` is supported as a key');
    }
    return [{ limit, key: expression }];
  });
}

function readPriority(config: FunctionConfig, refuse: Refuse): Expression | undefined {
  const text = config.priority?.run;
  if (text === undefined) return undefined;
  const expression = parseExpression(text);
  if (expression === undefined || mentionsAsync(expression)) {
    refuse(
      `priority: run "${text}"`,
      'only a number, a path into `event`, or a choice between such by equality is supported',
    );
  }
  return expression;
}

function readTimeout(config: FunctionConfig, which: 'start' | 'finish', refuse: Refuse): number | undefined {
  const text = config.timeouts?.[which];
  if (text === undefined) return undefined;
  const durationMs = parseDuration(text);
  if (durationMs === undefined) refuse(`timeouts: ${which}`, `"${text}" is not a duration`);
  return durationMs;
}

function readCondition(text: string | undefined, option: string, refuse: Refuse): Expression | undefined {
  if (text === undefined) return undefined;
  const expression = parseExpression(text);
  if (expression !== undefined && isCondition(expression)) return expression;
  refuse(`${option} "${text}"`, EQUALITY_ONLY);
  return undefined;
}
