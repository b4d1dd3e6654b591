/** Seconds to the millisecond: finer is noise, and reads badly. */
export function roundSeconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
