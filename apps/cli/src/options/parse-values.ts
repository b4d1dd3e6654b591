import { InvalidArgumentError } from 'commander';

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

const secondsPerUnit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** A decimal number; any other text as it is. */
export function parseNumber(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** Bytes with an optional unit, decimal (`512MB`) or binary (`6GiB`); any other text as it is. */
export function parseBytes(text: string): number | string {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  const factor = byteUnits[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? text : Math.floor(Number(digits) * factor);
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

/** Names separated by commas, added to those given before. */
export function parseNames(text: string, previous: unknown): readonly string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  return [...(Array.isArray(previous) ? (previous as string[]) : []), ...names];
}
