import type { Spread } from '../spread.ts';

/** `3.42` below ten seconds, `34.2` above. */
export function seconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** `212 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** `0.17`. */
export function ratio(value: number): string {
  return value.toFixed(2);
}

/** `85 %` of a share. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** `3.42 (3.40 to 3.51)`. */
export function range({ median, lowest, highest }: Spread, format: (value: number) => string): string {
  return lowest === highest ? format(median) : `${format(median)} (${format(lowest)} to ${format(highest)})`;
}
