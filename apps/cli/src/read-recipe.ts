import { type PlanTemplate, type Recipe, shippedRecipes } from '@variegate/core-filters';
import { didYouMean } from '@variegate/ground';
import type { SharedOptions } from '@variegate/variants';
import type { OptionValues } from './cli-command.ts';
import { UsageError } from './errors.ts';
import { catalogueOption, importGiven, isModule } from './import-module.ts';
import { libraryOptions } from './options/library-options.ts';
import { readGivenFile } from './read-given-text.ts';

/**
 * The options of a call under the names that the library gives them, with the modules and the recipe that it names.
 *
 * @throws {CLI_USAGE} when one of them cannot be read, or holds something else.
 */
export async function drawingOptions({ recipe: name, ...values }: OptionValues): Promise<SharedOptions> {
  const given = { ...libraryOptions(values), ...(await catalogueOption(values)) };
  if (name === undefined) return given;
  const names = Array.isArray(name) ? name.map(String) : [String(name)];
  const recipes = await Promise.all(names.map(readRecipe));
  const [first] = recipes;
  if (recipes.length === 1 && isTemplate(first)) return { ...given, chain: first };
  if (recipes.some(isTemplate))
    throw new UsageError(
      '--recipe can be given once where it is the template of a module, which has no name.',
    );
  // The library checks what a recipe is.
  return { ...given, recipe: (recipes.length === 1 ? first : recipes) as Recipe | readonly Recipe[] };
}

/**
 * What a name on the command line stands for: a shipped recipe, a JSON file, or a module with a recipe or a template as its
 * default export. A recipe is not checked here.
 *
 * @throws {CLI_USAGE} when there is nothing of that name, or it cannot be read.
 */
export async function readRecipe(name: string): Promise<unknown> {
  if (!/[/\\.]/.test(name)) {
    const names = [...shippedRecipes.keys()];
    const shipped = shippedRecipes.get(name);
    if (shipped !== undefined) return shipped;
    throw new UsageError(
      `No shipped recipe is called "${name}" (${names.join(', ')})${didYouMean(name, names) || '. Name a file with its extension.'}`,
    );
  }
  if (isModule(name)) {
    const { default: recipe } = await importGiven(name);
    if (typeof recipe === 'object' && recipe !== null) return recipe;
    throw new UsageError(`The module "${name}" exports no recipe, and no template, as its default.`);
  }
  const text = await readGivenFile(name);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`"${name}" is not JSON: ${(error as Error).message}.`);
  }
}

/** Whether a module gives a template, such as one of `definePlan`, in the place of a recipe. */
export function isTemplate(value: unknown): value is PlanTemplate {
  return typeof value === 'object' && value !== null && 'draw' in value;
}
