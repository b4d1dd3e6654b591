import { canonicalDigest } from '../canonical-digest.ts';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { recipeNamePattern } from '../plan/plan.ts';
import type { Chain } from './chain.ts';
import { ChainReader, nestedFields } from './chain-reader.ts';
import { type PlanTemplate, templateOf } from './define-plan.ts';
import { isObject } from './is-object.ts';
import { mostVariants, type Recipe, RecipeInvalidError, recipeNameRule } from './recipe.ts';
import { shippedRecipes } from './shipped-recipes.ts';

/**
 * Checks a recipe: every name, every parameter against the range of its transformation, and that no recipe contains itself.
 *
 * @param catalogue - what has the transformations of the steps
 * @throws RECIPE_INVALID - with each problem's path, what is allowed there, and the nearest name.
 */
export function parseRecipe(value: unknown, catalogue: Catalogue = builtInCatalogue): Recipe {
  return read(value, catalogue).recipe;
}

/**
 * The chain of a recipe, to draw plans from: what `definePlan` makes of a list of steps. Plans of the same recipe, level, seed,
 * number and source are the same on every machine.
 *
 * @param catalogue - what has the transformations of the steps
 * @throws RECIPE_INVALID - with each problem's path, what is allowed there, and the nearest name.
 */
export function recipeChain(recipe: Recipe, catalogue: Catalogue = builtInCatalogue): PlanTemplate {
  const { chain, reader } = read(recipe, catalogue);
  const { $schema: _, name, level, count } = recipe;
  return templateOf({
    // A run may ask for another level than the recipe does.
    chain: { ...chain, level: undefined },
    ...{ catalogue, assets: reader.assets, refusal: RecipeInvalidError },
    recipe: { name, digest: recipeDigest(recipe) },
    defaults: { ...(level === undefined ? {} : { level }), ...(count === undefined ? {} : { count }) },
  });
}

/** The identity of a recipe: the canonical digest of everything in it but the name of its schema. */
function recipeDigest({ $schema: _, ...recipe }: Recipe): string {
  return canonicalDigest(recipe);
}

const recipeFields = ['$schema', 'name', ...nestedFields, 'count', 'recipes'];

function read(
  value: unknown,
  catalogue: Catalogue,
): { readonly recipe: Recipe; readonly chain: Chain; readonly reader: ChainReader } {
  if (!isObject(value))
    throw new RecipeInvalidError([{ path: 'recipe', message: 'must be an object with a name and steps' }]);
  const { name, count, recipes = {} } = value;
  const reader = new ChainReader({
    catalogue,
    recipes: isObject(recipes) ? recipes : {},
    name: typeof name === 'string' ? name : undefined,
    shared: shippedRecipes,
  });
  reader.noOthers(value, recipeFields, '');
  reader.texts(value, ['$schema', 'description', 'source'], '');
  if (typeof name !== 'string' || !recipeNamePattern.test(name)) reader.refuse('name', recipeNameRule);
  if (
    count !== undefined &&
    !(Number.isInteger(count) && Number(count) >= 1 && Number(count) <= mostVariants)
  )
    reader.refuse('count', `must be a whole number from 1 to ${mostVariants}`);
  if (!isObject(recipes)) reader.refuse('recipes', 'must be an object of recipes by name');
  const chain = reader.recipe(value);
  if (reader.problems.length > 0) throw new RecipeInvalidError(reader.problems);
  return { recipe: value as unknown as Recipe, chain, reader };
}
