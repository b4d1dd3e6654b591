import { canonicalDigest } from '@variegate/core-filters';
import type { CreateVariantsBatchOptions, DrawingRunOptions, InputPath } from '@variegate/variants';
import { type BatchRequest, maxListedInputs, requestOptionNames } from '../request/batch-request.ts';

/** A request that is made from options of the library, and the list of its inputs. */
export interface DurableRequest {
  /** Without inputs; they follow with {@link withInputs}. */
  readonly request: Omit<BatchRequest, 'inputs' | 'inputsFile'>;
  /** Absolute paths. */
  readonly inputs: readonly string[];
}

/**
 * The request that options of the library mean. Its name follows from everything that is asked for, so the same call
 * made again, after whatever ended the first one, finds what is left of it.
 */
export function durableRequest(
  options: CreateVariantsBatchOptions,
  resolved: DrawingRunOptions,
  found: readonly InputPath[],
): DurableRequest {
  const given = requestOptionNames.filter(name => options[name] !== undefined);
  const asked = {
    ...Object.fromEntries(given.map(name => [name, options[name]])),
    outDir: resolved.outDir,
    variantsPerFile: resolved.drawing.count,
  };
  const of = (role: InputPath['role']) =>
    found.filter(input => (input.role ?? 'reference') === role).map(input => input.path);
  const inputs = of('reference');
  const distractors = of('distractor');
  const batchId = options.batchId ?? canonicalDigest({ ...asked, inputs, distractors }).slice(0, 32);
  return { request: { ...asked, batchId, ...(distractors.length === 0 ? {} : { distractors }) }, inputs };
}

/** The request with its inputs: by themselves while they are few, else by the file that holds them. */
export function withInputs({ request, inputs }: DurableRequest, inputsFile: string): BatchRequest {
  return inputs.length <= maxListedInputs ? { ...request, inputs } : { ...request, inputsFile };
}
