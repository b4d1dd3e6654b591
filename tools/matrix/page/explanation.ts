import { readFile } from 'node:fs/promises';

/** Why a version differs in a check: written by hand, and kept whatever a run finds. */
export interface Explanation {
  /** Names of the checks in which it shows. */
  readonly checks: readonly string[];
  /** The first version that differs from those before it, such as `6.1`. */
  readonly since: string;
  /** What differs, in a sentence. */
  readonly what: string;
  /** Why, in a sentence or two. */
  readonly why: string;
  /** How far pictures of plans with one of these steps may differ for this reason; absent: no further than others. */
  readonly allows?: Allowance;
}

/** How far pictures may differ. */
export interface Allowance {
  /** Names of transformations; a plan with one of them counts. */
  readonly steps: readonly string[];
  /** Lowest mean SSIM of the luma. */
  readonly lowestSsim: number;
}

/** Reads the explanations; see `explanations.json`. */
export async function readExplanations(): Promise<readonly Explanation[]> {
  const file = new URL('explanations.json', import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as readonly Explanation[];
}
