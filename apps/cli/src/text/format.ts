import { symbols } from './symbols.ts';

/** Bytes in decimal units, for display: `812 kB`, `1.25 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Seconds for display: `3.4 s`, `1 min 05 s`, `2 h 07 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A text from outside on one line, without anything that a terminal would obey. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, symbols.replacement);
}

/** A value as JSON on one line; beyond ASCII by its escapes where the locale is not UTF-8. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (symbols.letters === 'all') return text;
  return text.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Cuts a text to a number of characters, with an ellipsis in its middle. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const { ellipsis } = symbols;
  const kept = length - ellipsis.length;
  const head = Math.ceil(kept / 2);
  return `${characters.slice(0, head).join('')}${ellipsis}${characters.slice(characters.length - (kept - head)).join('')}`;
}
