import { CodedError } from '@variegate/ground';
import type { Level } from '../catalogue/level.ts';
import type { PlanProblem } from '../plan/plan.ts';

/** Whether steps act in the order in which they are listed, or in another one for each variant. */
export type ChainOrder = 'fixed' | 'random';

/** A step of a chain. */
export interface WantedStep {
  /** Name of a transformation of the catalogue. */
  readonly name: string;
  /**
   * Parameters: each a value, `{ range: [lowest, highest] }`, or `{ oneOf: [value, ...] }`. An asset is the name of its file in
   * the assets folder, or its facts. Those that are left out are drawn as a strategy draws them. @default all are drawn
   */
  readonly params?: Readonly<Record<string, unknown>>;
  /** How often it is there, 0 to 1. @default 1 */
  readonly probability?: number;
}

/** One of several steps or chains of steps, chosen for each variant. */
export interface Choice {
  readonly oneOf: readonly (PlanElement | readonly PlanElement[])[];
  /** How often there is one of them, 0 to 1. @default 1 */
  readonly probability?: number;
}

/** Several of a number of steps or chains of steps, chosen for each variant, none of them twice. */
export interface Selection {
  readonly someOf: readonly (PlanElement | readonly PlanElement[])[];
  /** How many, or the fewest and the most. */
  readonly count: number | readonly [fewest: number, most: number];
  /** @default 'fixed' */
  readonly order?: ChainOrder;
  /** How often any of them are there, 0 to 1. @default 1 */
  readonly probability?: number;
}

/** The steps of another recipe. */
export interface RecipeReference {
  /** Name of one of the recipe's own `recipes`, or of a shipped one. */
  readonly recipe: string;
  /** How often its steps are there, 0 to 1. @default 1 */
  readonly probability?: number;
}

/** What chains and recipes are made of. */
export type PlanElement = WantedStep | Choice | Selection | RecipeReference;

/** A recipe inside of another. */
export interface NestedRecipe {
  /** One sentence. */
  readonly description?: string;
  /** Where it comes from, such as a paper. */
  readonly source?: string;
  /** The level at which its parameters are drawn. @default that of the plan */
  readonly level?: Level;
  /** @default 'fixed' */
  readonly order?: ChainOrder;
  readonly steps: readonly PlanElement[];
}

/** A chain with choices in it, as a JSON file has it: what the plan of each variant is drawn by. */
export interface Recipe extends NestedRecipe {
  /** The schema that an editor completes it by. */
  readonly $schema?: string;
  /** Up to 60 lower-case letters, digits, `-` and `_`. */
  readonly name: string;
  /** Number of variants of each input where a run does not say it, 1 to 100000. */
  readonly count?: number;
  /** Recipes that its steps may name. */
  readonly recipes?: Readonly<Record<string, NestedRecipe>>;
}

/** What names of recipes look like, in words. */
export const recipeNameRule =
  'must be called by up to 60 lower-case letters, digits, - and _, a letter first';

/** Most variants of each input that a recipe may ask for. */
export const mostVariants = 100_000;

/**
 * A recipe is not valid: every problem with the path of the field, what is allowed, and the nearest name.
 *
 * @remedy Correct the fields that the message names; `variegate recipe check FILE` reads it again.
 */
export class RecipeInvalidError extends CodedError {
  readonly code = 'RECIPE_INVALID';
  readonly retry = { kind: 'never' } as const;
  readonly problems: readonly PlanProblem[];

  constructor(problems: readonly PlanProblem[]) {
    super(
      `The recipe is not valid: ${problems.map(({ path, message }) => `${path}: ${message}`).join('. ')}`,
    );
    this.problems = problems;
  }
}
