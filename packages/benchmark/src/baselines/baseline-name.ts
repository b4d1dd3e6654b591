/** The other ways of doing the same work, by name. */
export const baselineNames = [
  'one-after-another',
  'process-pool',
  'encode-per-transformation',
  'xargs',
  'parallel',
] as const;

/** One of {@link baselineNames}. */
export type BaselineName = (typeof baselineNames)[number];
