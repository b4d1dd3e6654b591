import { randomUUID } from 'node:crypto';
import {
  builtInCatalogue,
  type PlanTemplate,
  type Recipe,
  recipeChain,
  shippedRecipes,
  single,
} from '@variegate/core-filters';
import { didYouMean } from '@variegate/ground';
import { z } from 'zod';
import { OptionInvalidError } from '../errors.ts';
import type { SharedOptions } from './batch-options.ts';
import { batchCount, drawingOptions, isCatalogue, isTemplate, selection } from './drawing-options.ts';
import { withCurrentNames } from './former-names.ts';
import { inputOptions, limitOptions } from './input-options.ts';
import type { CompleteValuesOf, Options } from './option.ts';
import { namedOptions, type optionList } from './option-list.ts';
import { resolveEncode } from './resolve-encode.ts';
import { resolveNormalization } from './resolve-normalization.ts';
import type { DrawingRunOptions } from './run-options.ts';
import { runningOptions } from './running-options.ts';
import { assertSelectable, drawnSeries, lastOf, singleSeries } from './series.ts';
import { targetOf } from './target.ts';

/** What may be given to a run, whichever call it is of. */
export type GivenOptions = SharedOptions & { readonly count?: number };

/** What a batch fills in before the defaults of the list. */
export const batchDefaults = { count: batchCount } as const satisfies Partial<GivenOptions>;

type CompleteOptions = CompleteValuesOf<typeof optionList>;

const schema = z.strictObject(
  Object.fromEntries(
    namedOptions.map(({ name, schema: one, required, default: value }) => [
      name,
      required ? one : value === undefined ? one.optional() : one.default(value),
    ]),
  ),
);

const notGiven = Object.fromEntries(namedOptions.map(({ name }) => [name, null]));

/**
 * Checks the options of a run and fills in every default.
 *
 * @param defaults - what stands for options that are not given, before the list's own defaults
 * @throws {VARIANTS_OPTION_INVALID} at the first option that is unknown or outside what it may be.
 * @throws {RECIPE_INVALID} when the recipe is not valid.
 */
export function resolveOptions(
  options: GivenOptions,
  defaults: Partial<GivenOptions> = {},
): DrawingRunOptions {
  const asked = withCurrentNames(withoutUndefined(options));
  const templates = templatesOf(asked);
  const isSingle = asked['strategy'] === single.name;
  assertOfStrategy(asked, isSingle);
  const values = complete({ ...defaults, ...asked });
  const { chain: _, recipe: __, strategy, distractors: ___, assets, ...rest } = pick(values, drawingOptions);
  const { catalogue: given, grid, index, id, level, count: usualCount, ...drawn } = rest;
  const { targetDistance: distance, targetMatch: match, targetSsim: ssim } = drawn;
  const target = targetOf({ distance, match, ssim });
  if (target !== null) assertTargetPossible(asked, isSingle);
  const catalogue = given ?? templates[0]?.catalogue ?? builtInCatalogue;
  const { only, exclude, controls } = drawn;
  const series = isSingle
    ? singleSeries({ only: only ?? [], exclude }, { grid, controls, level: listOf(level)[0] }, catalogue)
    : drawnSeries({
        ...{ templates, controls, levels: asked['level'] === undefined ? [] : listOf(level) },
        count: asked['count'] === undefined ? undefined : usualCount,
        // A number that is asked for is there, unless somebody says how many there are.
        usual: { level: listOf(level)[0], count: Math.max(usualCount, index === null ? 1 : lastOf(index)) },
      });
  if (index !== null) assertSelectable(series, index);
  return {
    ...(catalogue === builtInCatalogue ? {} : { catalogue }),
    outDir: values.outDir,
    tree: values.tree,
    batchId: values.batchId ?? randomUUID(),
    drawing: {
      strategy: templates.length > 0 ? 'custom' : (strategy ?? 'standard'),
      count: sharedBy(series.filter(one => one.count > 0).map(one => one.count)),
      seed: drawn.seed,
      level: oneOrAll([...new Set(series.map(one => one.level))]),
      only,
      exclude,
      controls,
      qualityFloor: drawn.qualityFloor,
      ...recipesOf(templates),
      ...(isSingle ? { grid } : {}),
      ...(target === null ? {} : { target }),
      ...(index === null ? {} : { index }),
      ...(id === null ? {} : { id }),
    },
    series,
    settings: {
      encode: resolveEncode(values),
      provenance: values.provenance,
      plainGraph: values.plainGraph,
      ...resolveNormalization(values),
    },
    limits: pick(values, limitOptions),
    ...pick(values, runningOptions),
    ...pick(values, inputOptions),
    assetsFolder: assets,
    cacheFolder: values.cacheFolder,
  };
}

/** What plans are drawn from instead of a strategy; none: the strategy. */
function templatesOf(asked: Readonly<Record<string, unknown>>): readonly PlanTemplate[] {
  const { chain, recipe, strategy, only, exclude, catalogue } = asked;
  const what = recipe === undefined ? 'a chain' : 'a recipe';
  if (recipe === undefined && chain === undefined) return [];
  // What is no chain and no recipe is refused as such first.
  complete({ outDir: '.', ...(recipe === undefined ? { chain } : { recipe }) });
  const refuse = (option: string) => new OptionInvalidError(option, { cannot: `be used with ${what}` });
  if (strategy !== undefined) throw refuse('strategy');
  if (recipe === undefined) return isTemplate(chain) ? [chain] : [];
  if (chain !== undefined) throw refuse('chain');
  for (const [option, names] of Object.entries({ only, exclude }))
    if (Array.isArray(names) && names.length > 0) throw refuse(option);
  return listOf(recipe as Recipe | string | readonly (Recipe | string)[]).map(one => {
    const own = typeof one === 'string' ? shippedRecipes.get(one) : one;
    return recipeChain(own as Recipe, isCatalogue(catalogue) ? catalogue : undefined);
  });
}

/** What belongs to the strategy `single` alone, or is not for it. */
function assertOfStrategy(asked: Readonly<Record<string, unknown>>, isSingle: boolean): void {
  const refuse = (option: string, cannot: string) => {
    if (asked[option] !== undefined) throw new OptionInvalidError(option, { cannot });
  };
  if (isSingle) {
    refuse(
      'count',
      'be used with single, which makes a variant for each transformation and point of its grid',
    );
    refuse('level', 'be used with single, whose grid goes from the weakest to the strongest');
  } else refuse('grid', 'be used without the strategy single, whose grid it is');
}

/** What a target for finished variants excludes. */
function assertTargetPossible(asked: Readonly<Record<string, unknown>>, isSingle: boolean): void {
  const option =
    ['targetDistance', 'targetMatch', 'targetSsim'].find(name => asked[name] !== undefined) ?? '';
  const refuse = (cannot: string) => new OptionInvalidError(option, { cannot });
  if (isSingle) throw refuse('be used with single, whose grid says how strong each variant is');
  if (asked['measure'] === 'off')
    throw refuse('be used with measure off, as the finished file is measured to see whether it is met');
  if (asked['qualityFloor'] !== undefined)
    throw refuse('be used with qualityFloor; state the lowest SSIM as a target, such as 0.9..');
}

/** The recipes of a run, as its results name them. */
function recipesOf(templates: readonly PlanTemplate[]): Pick<DrawingRunOptions['drawing'], 'recipe'> {
  const recipes = templates.flatMap(({ recipe }) => recipe ?? []);
  return recipes.length === 0 ? {} : { recipe: oneOrAll(recipes) };
}

function listOf<Item>(value: Item | readonly Item[]): readonly [Item, ...Item[]] {
  return (Array.isArray(value) ? value : [value]) as unknown as readonly [Item, ...Item[]];
}

function oneOrAll<Item>(items: readonly Item[]): Item | readonly Item[] {
  const [only] = items;
  return only !== undefined && items.length === 1 ? only : items;
}

/** What all of them are; `null` where they differ. */
function sharedBy(values: readonly number[]): number | null {
  const [first = null] = values;
  return values.every(value => value === first) ? first : null;
}

function complete(given: Readonly<Record<string, unknown>>): CompleteOptions {
  const parsed = schemaFor(given['catalogue']).safeParse(given);
  if (parsed.success) return { ...notGiven, ...parsed.data } as CompleteOptions;
  throw invalid(given, parsed.error);
}

/** With a custom catalogue, its transformations can be selected too. */
function schemaFor(catalogue: unknown): typeof schema {
  if (!isCatalogue(catalogue)) return schema;
  const names = selection(catalogue);
  return schema.extend({ only: names.optional(), exclude: names.default([]) });
}

/** The values of one group. */
function pick<Group extends Options>(
  values: CompleteOptions,
  group: Group,
): Pick<CompleteOptions, keyof Group & keyof CompleteOptions> {
  const entries = Object.keys(group).map(name => [name, values[name as keyof CompleteOptions]]);
  return Object.fromEntries(entries);
}

function withoutUndefined(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function invalid(given: Readonly<Record<string, unknown>>, error: z.ZodError): OptionInvalidError {
  const [issue] = error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    const known = Object.keys(schema.shape);
    return new OptionInvalidError(
      `The option ${key}`,
      `one of ${known.join(', ')}`,
      key,
      didYouMean(key, known),
    );
  }
  const names = issue === undefined ? [] : [...namesAskedFor(issue, given)];
  const nearly = names.find(({ value }) => typeof value === 'string');
  const value = nearly === undefined ? valueAt(given, issue?.path ?? []) : nearly.value;
  const hint = nearly === undefined ? '' : didYouMean(nearly.value, nearly.allowed);
  return new OptionInvalidError(String(issue?.path[0]), issue?.message ?? 'something else', value, hint);
}

/** Where a name was asked for, what stands there, and what could have. */
function* namesAskedFor(
  issue: z.core.$ZodIssue,
  whole: unknown,
): Generator<{ readonly value: unknown; readonly allowed: readonly string[] }> {
  const value = valueAt(whole, issue.path);
  if (issue.code === 'invalid_value') yield { value, allowed: issue.values.map(String) };
  if (issue.code === 'invalid_union') for (const one of issue.errors.flat()) yield* namesAskedFor(one, value);
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : at),
    whole,
  );
}
