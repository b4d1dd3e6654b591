import { randomUUID } from 'node:crypto';
import { builtInCatalogue } from '@variegate/core-filters';
import { z } from 'zod';
import { OptionInvalidError } from '../errors.ts';
import type { SharedOptions } from './batch-options.ts';
import { batchCount, drawingOptions, isCatalogue, selection } from './drawing-options.ts';
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
 */
export function resolveOptions(
  options: GivenOptions,
  defaults: Partial<GivenOptions> = {},
): DrawingRunOptions {
  const values = complete({ ...defaults, ...withCurrentNames(withoutUndefined(options)) });
  const { chain, strategy, distractors: _, assets, ...rest } = pick(values, drawingOptions);
  const { catalogue: given, ...drawn } = rest;
  if (chain !== null && strategy !== null)
    throw new OptionInvalidError('strategy', { cannot: 'be used with a chain' });
  const catalogue = given ?? chain?.catalogue ?? builtInCatalogue;
  return {
    ...(catalogue === builtInCatalogue ? {} : { catalogue }),
    outDir: values.outDir,
    batchId: values.batchId ?? randomUUID(),
    drawing: { strategy: chain === null ? (strategy ?? 'standard') : 'custom', ...drawn },
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
    const known = Object.keys(schema.shape).join(', ');
    return new OptionInvalidError(`The option ${issue.keys[0]}`, `one of ${known}`, issue.keys[0]);
  }
  const [name, ...rest] = issue?.path ?? [];
  const whole = given[String(name)];
  const value = Array.isArray(whole) ? whole[Number(rest[0])] : whole;
  return new OptionInvalidError(String(name), issue?.message ?? 'something else', value);
}
