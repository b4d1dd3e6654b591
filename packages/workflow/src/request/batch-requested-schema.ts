import { RecipeInvalidError, single } from '@variegate/core-filters';
import { OptionInvalidError } from '@variegate/variants';
import { batchDefaults, resolveOptions, slotsOf } from '@variegate/variants/internal';
import { formerNames } from '@variegate/variants/options';
import { z } from 'zod';
import {
  type BatchRequest,
  maxBatchVariants,
  maxListedInputs,
  maxRequestBytes,
  requestOptionNames,
  requestOptionsIn,
} from './batch-request.ts';

const batchIdMessage = 'must be a letter or digit and up to 127 letters, digits, and any of . - _';

/** Name of a batch; safe as the name of a file. */
export const batchIdSchema = z
  .string({ error: batchIdMessage })
  .regex(/^[A-Za-z0-9][\w.-]{0,127}$/, { error: batchIdMessage });

const path = (what: string) =>
  z
    .string({ error: `must be the path of ${what}` })
    .min(1, { error: `must be the path of ${what}` })
    .max(4096, { error: 'must have at most 4096 characters' })
    .refine(text => !text.includes('\0'), { error: 'must not contain a zero character' })
    // No file name has one: another character would take its place on the way to the file system.
    .refine(text => text.isWellFormed(), { error: 'must not contain half of a surrogate pair' });
const onOff = z.boolean({ error: 'must be true or false' }).optional();

const listedInputs = z
  .array(path('a file or folder'), { error: 'must be a list of paths' })
  .min(1, { error: 'must name at least one file or folder' })
  .max(maxListedInputs, {
    error: `must name at most ${maxListedInputs}; put more into a file and name it as inputsFile`,
  });

/** The options are checked by the library, which knows what each may be. */
const options = Object.fromEntries(requestOptionNames.map(name => [name, z.unknown().optional()]));

/** What each field of a request may be; what concerns several, and the options, is checked beyond it. */
export const requestFieldsSchema = z.strictObject({
  ...options,
  batchId: batchIdSchema,
  outDir: path('a folder'),
  inputs: listedInputs.optional(),
  inputsFile: path('a file').optional(),
  recursive: onOff,
  distractors: listedInputs.optional(),
  priority: z
    .int({ error: 'must be a whole number of seconds from -600 to 600' })
    .min(-600, { error: 'must be a whole number of seconds from -600 to 600' })
    .max(600, { error: 'must be a whole number of seconds from -600 to 600' })
    .optional(),
  retryFailed: onOff,
  onComplete: z
    .strictObject(
      {
        webhook: z
          .url({
            protocol: /^https?$/,
            error: 'must be the address of a webhook, such as https://example.com/hook',
          })
          .max(2048, { error: 'must have at most 2048 characters' }),
      },
      { error: 'must be { "webhook": "https://..." }' },
    )
    .optional(),
});

/** The names of the fields that a request may have. */
export const requestFields: readonly string[] = Object.keys(requestFieldsSchema.shape);

/** Identifies the workers that share an output root. */
export const installationSchema = z.uuid();

const check = (given: object, context: z.RefinementCtx): void => {
  const refuse = (field: string | null, message: string) =>
    context.addIssue({ code: 'custom', path: field === null ? [] : [field], message });
  const request = given as unknown as BatchRequest;
  if ((request.inputs === undefined) === (request.inputsFile === undefined)) {
    refuse('inputs', 'exactly one of inputs and inputsFile must be given');
  }
  const options = checkOptions(request);
  if ('problems' in options) {
    for (const { field, problem } of options.problems) refuse(field, problem);
  } else {
    const variants = (request.inputs?.length ?? 1) * options.perInput;
    if (variants > maxBatchVariants) {
      const problem = `${variants} variants are asked for; a batch has at most ${maxBatchVariants}`;
      refuse(fieldOf(request, request.strategy === single.name ? 'inputs' : 'count'), problem);
    }
  }
  if (Buffer.byteLength(JSON.stringify(given)) > maxRequestBytes) {
    refuse(
      null,
      `the request is larger than ${maxRequestBytes} bytes; name the inputs in a file, as inputsFile`,
    );
  }
};

/**
 * Checks a request for a batch. Nothing is filled in, so what is sent is what arrives. Typed by hand,
 * as half of its fields are checked by the library.
 */
export const batchRequestedSchema = requestFieldsSchema.superRefine(check) as unknown as z.ZodType<
  BatchRequest & Record<string, unknown>
>;

/** Checks the data of `batch.requested`: a request, and whose workers it was made to, where one of them made it. */
export const batchRequestedEventSchema = requestFieldsSchema
  .extend({ installation: installationSchema.optional() })
  .superRefine(check);

/** Which batch is meant. */
export const batchCancelSchema = z.strictObject({ batchId: batchIdSchema });

/** What is wrong with a field. */
interface FieldProblem {
  readonly field: string;
  readonly problem: string;
}

/** The number of variants that are asked for of each input, or what is wrong with the first option that is. */
function checkOptions(
  request: BatchRequest,
): { readonly perInput: number } | { readonly problems: readonly FieldProblem[] } {
  try {
    // What is wrong with a path is said by its own field.
    const given = { ...requestOptionsIn(request), outDir: '.', distractors: [] };
    const slots = slotsOf(resolveOptions(given, batchDefaults)).reference;
    return { perInput: slots.filter(({ kind }) => kind === 'variant').length };
  } catch (error) {
    if (error instanceof RecipeInvalidError)
      return {
        problems: error.problems.map(({ path, message }) => ({ field: `recipe.${path}`, problem: message })),
      };
    if (!(error instanceof OptionInvalidError)) throw error;
    return { problems: [{ field: fieldOf(request, error.option), problem: error.problem }] };
  }
}

/** The field in which a request gives an option: it may have the name that the option had before. */
function fieldOf(request: object, option: string): string {
  const former = [...formerNames].find(([, current]) => current === option)?.[0];
  return former !== undefined && former in request ? former : option;
}
