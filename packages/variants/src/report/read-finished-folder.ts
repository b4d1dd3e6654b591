import { RunnerError, readOwnText } from '@variegate/runner';
import { z } from 'zod';
import { ReportImpossibleError } from '../errors.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import { type FinishedFolder, maxFailures, maxListed } from './finished-folder.ts';
import { manifestSchema, variantOfRunSchema, variantSchema } from './manifest-schema.ts';
import { reportedVariant } from './reported-variant.ts';

/** A manifest is read whole, and takes several times its size in memory. */
const maxMebibytes = 256;

/**
 * Reads the manifest of a finished folder, keeping what a report shows.
 *
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when there is no manifest, or none that this version has written.
 */
export async function readFinishedFolder(folder: OutputFolder): Promise<FinishedFolder> {
  return await readManifest(folder, finishedFolder);
}

/**
 * Reads the manifest of a finished folder.
 *
 * @param read - makes of it what is wanted; what it does not understand is its `ZodError`
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when there is no manifest, or none that this version has written.
 */
export async function readManifest<Result>(
  { path, manifestPath }: OutputFolder,
  read: (value: unknown) => Result,
): Promise<Result> {
  try {
    return read(JSON.parse(await readOwnText(manifestPath, { maxMebibytes })));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) {
      throw new ReportImpossibleError(
        `"${manifestPath}" is not a manifest that this version of variegate writes.`,
        { cause },
      );
    }
    if (cause instanceof RunnerError) throw new ReportImpossibleError(cause.message, { cause });
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new ReportImpossibleError(
      `"${path}" is not a finished output folder: its manifest.json cannot be read.`,
      { cause },
    );
  }
}

function finishedFolder(value: unknown): FinishedFolder {
  const { options, run, ...manifest } = manifestSchema.parse(value);
  const sources = manifest.sources.map((source, position) => ({ ...source, run: run.sources[position] }));
  const byFingerprint = new Map(sources.map(source => [source.fingerprint, source]));
  let failures = 0;
  const kept = manifest.variants
    .map((line, position) => ({ line, position }))
    .filter(({ line, position }) => {
      return position < maxListed || (line.status === 'failed' && failures++ < maxFailures);
    });
  return {
    options,
    run,
    refused: sources
      .flatMap(({ file, run: { error } = {} }) => (error === undefined ? [] : [{ file, error }]))
      .slice(0, maxFailures),
    variants: kept.map(({ line, position }) => {
      const variant = variantSchema.parse(line);
      const source = byFingerprint.get(variant.source) ?? null;
      const made = run.variants[position];
      return reportedVariant(variant, source, made === undefined ? null : variantOfRunSchema.parse(made));
    }),
    omitted: manifest.variants.length - kept.length,
  };
}
