import { canonicalDigest, single } from '@variegate/core-filters';
import type { CreateVariantsBatchOptions } from '@variegate/variants';
import { type DrawingRunOptions, type InputPath, markedPath } from '@variegate/variants/internal';
import { withCurrentNames } from '@variegate/variants/options';
import { type BatchRequest, maxListedInputs, requestOptionsIn } from '../request/batch-request.ts';

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
  const { recursive: _, distractors: __, ...given } = withCurrentNames({ ...requestOptionsIn(options) });
  const { count, strategy } = resolved.drawing;
  // A grid has no count, and recipes that differ in theirs say it themselves.
  const counted = count === null || strategy === single.name ? {} : { count };
  const asked = { ...given, outDir: resolved.outDir, ...counted };
  const of = (role: InputPath['role']) =>
    found
      .filter(input => (input.role ?? 'reference') === role)
      .map(input => (resolved.tree ? markedPath(input) : input.path));
  const inputs = of('reference');
  const distractors = of('distractor');
  const batchId =
    options.batchId ?? canonicalDigest({ ...namedAsBefore(asked), inputs, distractors }).slice(0, 32);
  return { request: { ...asked, batchId, ...(distractors.length === 0 ? {} : { distractors }) }, inputs };
}

/**
 * The names that count and container had when batches were first named. A batch under way is found by its name, so its
 * name must not change with those of its options.
 */
function namedAsBefore({ count, container, ...asked }: Readonly<Record<string, unknown>>): object {
  return {
    ...asked,
    ...(count === undefined ? {} : { variantsPerFile: count }),
    ...(container === undefined ? {} : { format: container }),
  };
}

/** The request with its inputs: listed while they are few, else named by the file that lists them. */
export function withInputs({ request, inputs }: DurableRequest, inputsFile: string): BatchRequest {
  return inputs.length <= maxListedInputs ? { ...request, inputs } : { ...request, inputsFile };
}
