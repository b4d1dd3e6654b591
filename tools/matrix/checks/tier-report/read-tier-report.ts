/** What the closing lines of a tier say. */
export interface TierReport {
  /** Such as `12 passed, 0 failed, 3 skipped`; `null` where the tier did not come to its end. */
  readonly counts: string | null;
  /** Whatever failed, by file and title. */
  readonly failed: readonly string[];
}

/** Reads the closing lines that the reporter of the tiers prints. */
export function readTierReport(stdout: string): TierReport {
  const lines = stdout.split('\n');
  const counts = lines.findLast(line => /^\d+ passed, \d+ failed, \d+ skipped$/.test(line)) ?? null;
  const failed = lines.filter(line => line.startsWith('failed: ')).map(line => line.slice('failed: '.length));
  return { counts, failed };
}
