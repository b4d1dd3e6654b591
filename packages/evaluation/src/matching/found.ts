import type { Match } from '../tables/match-table.ts';

/** What a detector has found in a set, and how long it took. */
export interface Found {
  readonly matches: readonly Match[];
  /** Videos that had to be decoded, as nothing was cached; `null` where a program of the user's own matched. */
  readonly decoded: number | null;
  /** Wall clock for fingerprints, in seconds; `null` where a program of the user's own matched. */
  readonly fingerprintSeconds: number | null;
  /** Wall clock for matching, in seconds. */
  readonly matchSeconds: number;
  /** Why a detector could not take part, in a sentence. */
  readonly unavailable: readonly string[];
}
