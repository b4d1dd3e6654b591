import type { ClipSet } from '../media/clip-set.ts';
import type { Allowance } from '../page/explanation.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';

/** Something that has to be so on every version. */
export interface Check {
  /** What `--checks` calls it. */
  readonly name: string;
  /** What is claimed, for the page. */
  readonly title: string;
  /** Whether the short form runs it. */
  readonly isShort: boolean;
  /** Runs the check on one version. What throws is a failure of the check on that version. */
  run(context: CheckContext): Promise<CheckResult>;
}

/** What a check is run with. */
export interface CheckContext {
  readonly version: MatrixVersion;
  /** The oldest version, with which others are compared; may be the very version. */
  readonly reference: MatrixVersion;
  readonly clips: ClipSet;
  /** Plans that are drawn by each strategy for each clip. */
  readonly seeds: number;
  /** Whether the short form runs: compiled graphs alone, and nothing that only makes notes. */
  readonly isShort: boolean;
  /** Folder for what is rendered, of this run alone. */
  readonly folder: string;
  /** Folder for digests, assets and such, kept from run to run. */
  readonly cacheFolder: string;
  /** How far pictures of plans with certain steps may differ on this version, for a reason that is known. */
  readonly allowances: readonly Allowance[];
  /** Makes something once in this run, for all who ask for it. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Numbers and words by what they mean; the page shows them as they are. */
export type Figures = Readonly<Record<string, number | string>>;

/** What came of a check on one version. */
export type CheckResult =
  | { readonly kind: 'passed'; readonly figures: Figures; readonly notes?: readonly string[] }
  | {
      readonly kind: 'failed';
      readonly figures: Figures;
      readonly notes?: readonly string[];
      readonly failures: readonly Failure[];
    }
  | { readonly kind: 'not-run'; readonly reason: string };

/** One thing that is not as it has to be. */
export interface Failure {
  /** One sentence. */
  readonly what: string;
  /** The command that shows it again, from the root of the checkout; `null` where there is none. */
  readonly command: string | null;
}

/** Passed where nothing failed. */
export function resultOf(
  figures: Figures,
  failures: readonly Failure[],
  notes: readonly string[] = [],
): CheckResult {
  return failures.length === 0
    ? { kind: 'passed', figures, notes }
    : { kind: 'failed', figures, notes, failures };
}
