import { parseByteSize } from '@variegate/scheduler';
import type { TextReading } from './option.ts';

const secondsPerUnit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/**
 * Makes a value of the text behind a flag or in an environment variable. What makes no sense is passed on as it is, for
 * the option's check to refuse it by name.
 *
 * @param previous - what the same flag was given before; lists add up
 */
export function readOptionText(reads: TextReading | undefined, text: string, previous?: unknown): unknown {
  switch (reads) {
    case undefined:
      return text;
    case 'number':
      return readNumber(text);
    case 'bytes':
      return parseByteSize(text) ?? text;
    case 'seconds':
      return readSeconds(text);
    case 'on-off':
      return text === 'on' ? true : text === 'off' ? false : text;
    case 'names':
      return [...listFrom(previous), ...namesIn(text)];
    case 'paths':
      return [...listFrom(previous), text];
    case 'one-or-more':
      return oneOrList([...listFrom(previous), text]);
    case 'one-or-more-names':
      // No name looks like a number.
      return oneOrList([...listFrom(previous), ...namesIn(text).map(readNumber)]);
  }
}

/** A decimal number; any other text as it is. */
function readNumber(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** Seconds, or hours, minutes and seconds such as `6h`, `1h30m`, `90s`; any other text as it is. */
function readSeconds(text: string): number | string {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) return readNumber(text);
  const parts = text.matchAll(/(\d+(?:\.\d+)?)([hms])/g);
  return parts.reduce((sum, [, digits, unit = 's']) => sum + Number(digits) * (secondsPerUnit[unit] ?? 0), 0);
}

function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
}

function listFrom(previous: unknown): readonly unknown[] {
  if (typeof previous === 'string' || typeof previous === 'number') return [previous];
  return Array.isArray(previous) ? previous : [];
}

function oneOrList(values: readonly unknown[]): unknown {
  return values.length === 1 ? values[0] : values;
}
