import type { RequestOptions } from '@variegate/variants';
import { namedOptions } from '@variegate/variants/options';

/** Most inputs that a request names itself; more go by file. */
export const maxListedInputs = 1000;

/** Most variants of one batch. */
export const maxBatchVariants = 100_000;

/** Most bytes of a request as JSON: an event of the smallest plan of Inngest's cloud, with its envelope. */
export const maxRequestBytes = 250_000;

/** The options of the library that a request may set, by all of their names; the others belong to the worker that runs it. */
export const requestOptionNames: readonly string[] = namedOptions
  .filter(({ request }) => request)
  .flatMap(({ name, formerName }) => (formerName === undefined ? [name] : [name, formerName]));

/** A batch as it is asked for: the data of `variegate/batch.requested`. Its options are those of the library. */
export interface BatchRequest extends RequestOptions {
  /** Name of the batch: a letter or digit, then up to 127 letters, digits, and any of `.` `-` `_`. */
  readonly batchId: string;
  /** The folder that the variants are written to; relative to the workers' output root. */
  readonly outDir: string;
  /** Files and folders, at most {@link maxListedInputs}; relative to the workers' input root. */
  readonly inputs?: readonly string[];
  /** A file with a path on each line, in the place of `inputs`. */
  readonly inputsFile?: string;
  /** @deprecated Use `count`. */
  readonly variantsPerFile?: number;
  /** @deprecated Use `container`. */
  readonly format?: NonNullable<RequestOptions['container']>;
  /** Seconds by which the batch's steps go before those of others, -600 to 600. @default 0 */
  readonly priority?: number;
  /** Whether a variant that exists as a plain or lighter one is left as it is. @default false */
  readonly retryFailed?: boolean;
  /** Where to say that the batch has ended: the address of a webhook, of a host that the workers allow. @default nowhere */
  readonly onComplete?: { readonly webhook: string };
}

/** The options that a request, or a call of the library, gives, under the names that it gives them. */
export function requestOptionsIn(given: object): RequestOptions {
  const entries = Object.entries(given).filter(
    ([name, value]) => value !== undefined && requestOptionNames.includes(name),
  );
  return Object.fromEntries(entries);
}
