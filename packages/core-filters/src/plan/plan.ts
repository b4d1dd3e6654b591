import { CodedError } from '@variegate/ground';
import type { AssetFacts } from '../assets/asset-facts.ts';
import { canonicalDigest } from '../canonical-digest.ts';
import type { Level } from '../catalogue/level.ts';
import type { MediaFacts } from '../facts/media-facts.ts';

/** The version of the plan format that this package writes and reads. */
export const planFormatVersion = 1;

/**
 * A chain of transformations with all its parameters: plain JSON, the unit of reproducibility. The order of the
 * steps is their meaning.
 */
export interface Plan {
  readonly formatVersion: typeof planFormatVersion;
  /** Name of the strategy that drew the chain, or `custom`. */
  readonly strategy: string;
  readonly level: Level;
  /** The seed that everything random followed from, a whole number ≥ 0. */
  readonly seed: number;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** What the strategy `single` has applied; absent with any other. */
  readonly single?: PlanSingle;
  /** The recipe that the chain was drawn by, where a run has several; absent otherwise. */
  readonly recipe?: RecipeIdentity;
  /** The video that the chain was drawn for. */
  readonly source: PlanSource;
  readonly steps: readonly PlanStep[];
  /** Modules whose transformations the steps use, sorted; absent where all are of the catalogue. */
  readonly modules?: readonly string[];
  /** Transformations that the source does not allow, each with the reason. */
  readonly rejected: readonly RejectedStep[];
}

/** A transformation alone. */
export interface PlanSingle {
  /** Name of the transformation. */
  readonly transformation: string;
  /** How strong it is, 0 (none) to 100 (the strongest that its ranges allow), to a tenth. */
  readonly intensity: number;
}

/** Which recipe a plan was drawn by. */
export interface RecipeIdentity {
  readonly name: string;
  /** SHA-256 over the recipe in canonical JSON, 64 hex digits. */
  readonly digest: string;
}

/** What names of recipes look like. */
export const recipeNamePattern = /^[a-z][a-z0-9_-]{0,59}$/;

/** The identity of a source. */
export interface PlanSource {
  /** SHA-256 of the whole file, 64 lower-case hex digits. */
  readonly sha256: string;
}

/** One transformation with its parameters. */
export interface PlanStep {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A transformation that was left out, and why. */
export interface RejectedStep {
  readonly name: string;
  readonly reason: string;
}

/** What the chain of one variant is drawn from. */
export interface ChainRequest {
  readonly level: Level;
  /** A whole number ≥ 0; everything random follows from it. */
  readonly seed: number;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** SHA-256 of the source file, 64 lower-case hex digits. */
  readonly sourceSha256: string;
  readonly facts: MediaFacts;
  /** Assets to draw from, in any order. @default the generated set, the same on every machine */
  readonly assets?: readonly AssetFacts[] | undefined;
  /** Which draw of a search for a target it is, and how strong; absent: the plan that is drawn without one. */
  readonly dial?: DialSetting | undefined;
}

/**
 * A draw of a chain whose strength can be changed while its choices stay: parameters that are sampled follow the strength as
 * they follow a level, and those within ranges of a recipe go from the mildest end of the range to the strongest.
 */
export interface DialSetting {
  /** From 1. */
  readonly draw: number;
  /** 0 (the mildest) to 1 (the strongest). */
  readonly strength: number;
}

/** The identity of a plan: the canonical digest of everything in it. */
export function planDigest(plan: Plan): string {
  return canonicalDigest(plan);
}

/**
 * A value is not a plan: every problem with the path of the field and what is allowed there.
 *
 * @remedy Correct the fields that the message names, or draw the plan again.
 */
export class PlanInvalidError extends CodedError {
  readonly code = 'PLAN_INVALID';
  readonly retry = { kind: 'never' } as const;
  readonly problems: readonly PlanProblem[];

  constructor(problems: readonly PlanProblem[]) {
    super(
      `The plan is not valid: ${problems.map(problem => `${problem.path}: ${problem.message}`).join('; ')}`,
    );
    this.problems = problems;
  }
}

/** One thing that is wrong with a plan. */
export interface PlanProblem {
  /** Path of the field, such as `steps[2].params.degrees`; `plan` for the whole. */
  readonly path: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}
