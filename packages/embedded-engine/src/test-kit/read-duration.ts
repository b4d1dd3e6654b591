import { TimeInvalidError } from '../errors.ts';
import { parseDuration } from '../protocol/duration.ts';

const WORD =
  /\s*(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\b,?\s*/g;

/**
 * Reads a duration, in milliseconds, 0 or more: a number of milliseconds, or a text as `2 days`, `1h30m`, `90 s`.
 *
 * @throws {ENGINE_TIME_INVALID}
 */
export function readDuration(duration: number | string): number {
  const durationMs = typeof duration === 'number' ? duration : readText(duration);
  if (durationMs === undefined || !Number.isFinite(durationMs)) {
    throw new TimeInvalidError(
      `The duration "${duration}" cannot be read: write '2 days', '1h 30m', '90 s', or a number of milliseconds.`,
    );
  }
  if (durationMs < 0)
    throw new TimeInvalidError(`The time cannot be moved by "${duration}": it only goes forward.`);
  return durationMs;
}

function readText(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  const short = trimmed.replaceAll(WORD, (_, word: string) => shortUnit(word));
  if (short === '') return undefined;
  if (!short.startsWith('-')) return parseDuration(short);
  const durationMs = parseDuration(short.slice(1));
  return durationMs === undefined ? undefined : -durationMs;
}

const shortUnit = (word: string) =>
  word.startsWith('ms') || word.startsWith('milli') ? 'ms' : word.slice(0, 1);

/**
 * Reads a point in time, in milliseconds since 1970.
 *
 * @throws {ENGINE_TIME_INVALID}
 */
export function readTime(time: Date | number | string): number {
  const timeMs = typeof time === 'number' ? time : new Date(time).getTime();
  if (Number.isFinite(timeMs)) return timeMs;
  throw new TimeInvalidError(
    `The time "${String(time)}" cannot be read: give a Date, a text as '2026-03-01T09:00:00Z', or milliseconds since 1970.`,
  );
}
