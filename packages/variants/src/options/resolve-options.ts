import { randomUUID } from 'node:crypto';
import {
  builtInCatalogue,
  type PlanTemplate,
  type Recipe,
  recipeChain,
  shippedRecipes,
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
  const chain = chainOf(asked);
  const values = complete({ ...defaults, ...chain?.defaults, ...asked });
  const { chain: _, recipe: __, strategy, distractors: ___, assets, ...rest } = pick(values, drawingOptions);
  const { catalogue: given, ...drawn } = rest;
  const catalogue = given ?? chain?.catalogue ?? builtInCatalogue;
  return {
    ...(catalogue === builtInCatalogue ? {} : { catalogue }),
    outDir: values.outDir,
    batchId: values.batchId ?? randomUUID(),
    drawing: {
      strategy: chain === null ? (strategy ?? 'standard') : 'custom',
      ...drawn,
      ...(chain?.recipe === undefined ? {} : { recipe: chain.recipe }),
    },
    chain,
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

/** What plans are drawn from instead of a strategy. */
function chainOf(asked: Readonly<Record<string, unknown>>): PlanTemplate | null {
  const { chain, recipe, strategy, only, exclude, catalogue } = asked;
  const what = recipe === undefined ? 'a chain' : 'a recipe';
  if (recipe === undefined && chain === undefined) return null;
  // What is no chain and no recipe is refused as such first.
  complete({ outDir: '.', ...(recipe === undefined ? { chain } : { recipe }) });
  const refuse = (option: string) => new OptionInvalidError(option, { cannot: `be used with ${what}` });
  if (strategy !== undefined) throw refuse('strategy');
  if (recipe === undefined) return isTemplate(chain) ? chain : null;
  if (chain !== undefined) throw refuse('chain');
  for (const [option, names] of Object.entries({ only, exclude }))
    if (Array.isArray(names) && names.length > 0) throw refuse(option);
  const own = typeof recipe === 'string' ? shippedRecipes.get(recipe) : recipe;
  return recipeChain(own as Recipe, isCatalogue(catalogue) ? catalogue : undefined);
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
  const [name, ...rest] = issue?.path ?? [];
  const whole = given[String(name)];
  const value = Array.isArray(whole) ? whole[Number(rest[0])] : whole;
  const hint = didYouMean(value, namesAllowedBy(issue));
  return new OptionInvalidError(String(name), issue?.message ?? 'something else', value, hint);
}

/** The names that would have been right, where a name was asked for. */
function namesAllowedBy(issue: z.core.$ZodIssue | undefined): readonly string[] {
  if (issue?.code === 'invalid_value') return issue.values.map(String);
  return issue?.code === 'invalid_union' ? issue.errors.flat().flatMap(namesAllowedBy) : [];
}
