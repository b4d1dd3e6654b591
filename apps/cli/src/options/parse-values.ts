import { parseByteSize } from '@variegate/scheduler';
import { InvalidArgumentError } from 'commander';

const secondsPerUnit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** A decimal number; any other text as it is. */
export function parseNumber(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** Bytes with an optional unit, decimal (`512MB`) or binary (`6GiB`); any other text as it is. */
export function parseBytes(text: string): number | string {
  return parseByteSize(text) ?? text;
}

/** Seconds, or hours, minutes and seconds such as `6h`, `1h30m`, `90s`; any other text as it is. */
export function parseDuration(text: string): number | string {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text)) return parseNumber(text);
  const parts = text.matchAll(/(\d+(?:\.\d+)?)([hms])/g);
  return parts.reduce((sum, [, digits, unit = 's']) => sum + Number(digits) * (secondsPerUnit[unit] ?? 0), 0);
}

/** `on` or `off`; the library says `true` or `false`, so other texts are refused here. */
export function parseOnOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('It must be on or off.');
  return text === 'on';
}

/** A path, added to those given before. */
export function parsePaths(text: string, previous: unknown): readonly string[] {
  return [...(Array.isArray(previous) ? (previous as string[]) : []), text];
}

/** Names separated by commas, added to those given before. */
export function parseNames(text: string, previous: unknown): readonly string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  return [...(Array.isArray(previous) ? (previous as string[]) : []), ...names];
}

/** Numbers separated by commas, added to those given before. */
export function parseNumbers(text: string, previous: unknown): readonly (number | string)[] {
  const numbers = text.split(',').map(number => parseNumber(number.trim()));
  return [...(Array.isArray(previous) ? (previous as (number | string)[]) : []), ...numbers];
}
