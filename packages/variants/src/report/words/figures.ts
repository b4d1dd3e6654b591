/** A number of bytes in megabytes. */
export function megabytes(bytes: number): string {
  const value = bytes / 1_000_000;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} MB`;
}

/** A length of time in seconds. */
export function secondsText(seconds: number): string {
  return `${seconds.toFixed(seconds < 100 ? 1 : 0)} s`;
}

/** A moment of a video, `m:ss.s`. */
export function momentText(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  return `${minutes}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}

/** A figure that may be missing, with a fixed number of digits after the point. */
export function figureText(value: number | null, digits = 1): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** A count with its noun, such as `1 step` and `5 steps`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The middle value, or `null` of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}
