import { Cron } from 'croner';

/** The times that a cron expression names. */
export interface CronSchedule {
  /** The expression, as its author wrote it. */
  readonly expression: string;
  /** The first time after the given one, in milliseconds since 1970; `Infinity` when there is none. */
  nextAfter(timeMs: number): number;
}

const PARTS = /^(?:(?:CRON_)?TZ=(?<timezone>\S+)\s+)?(?<fields>.*)$/s;

/** What an Inngest server reads; the library reads more. */
const FIELDS = [/\d+/, /\d+/, /\d+/, /\d+|[a-z]{3}/, /[0-6]|[a-z]{3}/].map(({ source: value }) => {
  const item = `(?:[*?]|(?:${value})(?:-(?:${value}))?)(?:/\\d+)?`;
  return new RegExp(`^${item}(?:,${item})*$`, 'i');
});

/**
 * Reads a cron expression as an Inngest server does: minute, hour, day of the month, month and day of the week, in UTC
 * or in the time zone that stands in front, as in `TZ=Europe/Paris 0 12 * * 5`. Returns `undefined` for any other text.
 */
export function parseCron(expression: string): CronSchedule | undefined {
  const { timezone = 'UTC', fields = '' } = PARTS.exec(expression)?.groups ?? {};
  const values = fields.trim().split(/\s+/);
  const isRead = values.length === FIELDS.length && FIELDS.every((field, n) => field.test(values[n] ?? ''));
  if (!isRead) return undefined;
  try {
    // `sloppyRanges` lets `5/15` stand for `5-59/15`.
    const cron = new Cron(values.join(' '), { mode: '5-part', timezone, sloppyRanges: true });
    const nextAfter = (timeMs: number) =>
      cron.nextRun(new Date(timeMs))?.getTime() ?? Number.POSITIVE_INFINITY;
    nextAfter(0); // An unknown time zone is only found when it is used.
    return { expression, nextAfter };
  } catch {
    return undefined;
  }
}
