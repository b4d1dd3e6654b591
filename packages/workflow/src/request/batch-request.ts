import type { SharedOptions } from '@variegate/variants';

/** Most inputs that a request names itself; more go by file. */
export const maxListedInputs = 1000;

/** Most variants of one batch. */
export const maxBatchVariants = 100_000;

/** Most bytes of a request as JSON: an event of the smallest plan of Inngest's cloud, with its envelope. */
export const maxRequestBytes = 250_000;

/** The options of the library that a request may set; the others belong to the worker that runs it. */
export const requestOptionNames = [
  ...([
    'strategy',
    'level',
    'seed',
    'only',
    'exclude',
    'controls',
    'skipMissing',
    'qualityFloor',
    'assets',
  ] as const),
  ...(['encoder', 'preset', 'crf', 'format', 'threads', 'provenance', 'plainGraph'] as const),
  ...(['timeoutSeconds', 'retries', 'failFast', 'measure', 'force', 'verify', 'allowVariants'] as const),
  ...(['maxDurationSeconds', 'maxPixels', 'maxStreams', 'maxFps'] as const),
] satisfies readonly (keyof SharedOptions)[];

/** What draws and encodes the variants of a batch; see the library's options of the same names. */
export type RequestOptions = Pick<SharedOptions, (typeof requestOptionNames)[number]>;

/** A batch as it is asked for: the data of `variegate/batch.requested`. */
export interface BatchRequest extends RequestOptions {
  /** Name of the batch: a letter or digit, then up to 127 letters, digits, and any of `.` `-` `_`. */
  readonly batchId: string;
  /** The folder that the variants are written to; relative to the workers' output root. */
  readonly outDir: string;
  /** Files and folders, at most {@link maxListedInputs}; relative to the workers' input root. */
  readonly inputs?: readonly string[];
  /** A file with a path on each line, in the place of `inputs`. */
  readonly inputsFile?: string;
  /** Whether folders are searched with all folders in them. @default false */
  readonly recursive?: boolean;
  /** Files and folders with videos outside the set, searched with all folders in them. @default none */
  readonly distractors?: readonly string[];
  /** Number of variants of each input. @default 3 */
  readonly variantsPerFile?: number;
  /** Seconds by which the batch's steps go before those of others, -600 to 600. @default 0 */
  readonly priority?: number;
  /** Whether a variant that is there as a plain or lighter one is left as it is. @default false */
  readonly retryFailed?: boolean;
}
