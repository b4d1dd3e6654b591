const UNIT_MS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

const PART = /(\d+(?:\.\d+)?)(ms|w|d|h|m|s)/y;

/**
 * Reads a duration as the SDK and its users write them, such as `30s` or `1d12h`, in milliseconds.
 * Returns `undefined` for any other text; the empty text, which is how the SDK writes zero, is 0.
 */
export function parseDuration(text: string): number | undefined {
  let total = 0;
  let at = 0;
  while (at < text.length) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (part === null) return undefined;
    const [whole, amount, unit] = part as unknown as [string, string, string];
    total += Number(amount) * (UNIT_MS[unit] ?? 0);
    at += whole.length;
  }
  return total;
}

/** Reads a duration or a date, and returns the time it means, in milliseconds since 1970. */
export function parseTime(text: string, nowMs: number): number | undefined {
  const durationMs = parseDuration(text);
  if (durationMs !== undefined) return nowMs + durationMs;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : dateMs;
}
