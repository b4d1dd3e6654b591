import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ReportImpossibleError } from '../errors.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import { type FinishedFolder, maxFailures, maxListed, type ReportedRun } from './finished-folder.ts';
import {
  optionsSchema,
  runSchema,
  sourceOfRunSchema,
  sourceSchema,
  variantOfRunSchema,
  variantSchema,
} from './manifest-lines.ts';
import { reportedVariant } from './reported-variant.ts';

/**
 * Reads the manifest of a finished folder line by line, keeping what a report tells of: memory is bounded by the number
 * of sources and by {@link maxListed}, not by the number of variants.
 *
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when there is no manifest, or none that this version has written.
 */
export async function readFinishedFolder(folder: OutputFolder): Promise<FinishedFolder> {
  try {
    const reader = new ManifestReader();
    const input = createReadStream(folder.manifestPath, 'utf8');
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      reader.take(line);
    }
    return reader.finish();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || error instanceof IncompleteError) {
      throw new ReportImpossibleError(
        `"${folder.manifestPath}" is no manifest as this version of variegate writes it.`,
        { cause: error },
      );
    }
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new ReportImpossibleError(
      `"${folder.path}" is no finished output folder: its manifest.json cannot be read.`,
      { cause: error },
    );
  }
}

/** The manifest ended before everything in it was seen. */
class IncompleteError extends Error {}

type Section = 'sources' | 'variants' | 'run-sources' | 'run-variants';

class ManifestReader {
  #options: FinishedFolder['options'] | null = null;
  #run: ReportedRun | null = null;
  #section: Section | null = null;
  #complete = false;
  readonly #sources: z.output<typeof sourceSchema>[] = [];
  readonly #paths: z.output<typeof sourceOfRunSchema>[] = [];
  readonly #kept = new Map<number, z.output<typeof variantSchema>>();
  readonly #runs = new Map<number, z.output<typeof variantOfRunSchema>>();
  #failures = 0;
  #seen = 0;
  #seenInRun = 0;

  take(line: string): void {
    if (line === '"sources": [') this.#section = this.#run === null ? 'sources' : 'run-sources';
    else if (line === '"variants": [') this.#section = this.#run === null ? 'variants' : 'run-variants';
    else if (/^\][,}]*$/.test(line)) this.#endSection();
    else if (this.#section !== null) this.#takeItem(this.#section, JSON.parse(line.replace(/,$/, '')));
    else this.#takeField(line);
  }

  finish(): FinishedFolder {
    if (this.#options === null || this.#run === null || !this.#complete) throw new IncompleteError();
    const sources = this.#sources.map((source, position) => ({ ...source, run: this.#paths[position] }));
    const byFingerprint = new Map(sources.map(source => [source.fingerprint, source]));
    return {
      options: this.#options,
      run: this.#run,
      refused: sources
        .flatMap(({ file, run }) => (run?.error === undefined ? [] : [{ file, error: run.error }]))
        .slice(0, maxFailures),
      variants: [...this.#kept].map(([position, line]) =>
        reportedVariant(line, byFingerprint.get(line.source) ?? null, this.#runs.get(position) ?? null),
      ),
      omitted: this.#seen - this.#kept.size,
    };
  }

  #endSection(): void {
    this.#complete ||= this.#section === 'run-variants';
    this.#section = null;
  }

  #takeItem(section: Section, item: unknown): void {
    switch (section) {
      case 'sources':
        this.#sources.push(sourceSchema.parse(item));
        return;
      case 'variants':
        this.#takeVariant(item);
        return;
      case 'run-sources':
        this.#paths.push(sourceOfRunSchema.parse(item));
        return;
      case 'run-variants': {
        const position = this.#seenInRun++;
        if (this.#kept.has(position)) this.#runs.set(position, variantOfRunSchema.parse(item));
      }
    }
  }

  #takeVariant(item: unknown): void {
    const position = this.#seen++;
    const failed = (item as { status?: unknown }).status === 'failed';
    const beyond = position >= maxListed;
    if (beyond && !(failed && this.#failures++ < maxFailures)) return;
    this.#kept.set(position, variantSchema.parse(item));
  }

  #takeField(line: string): void {
    const [, name, value = ''] = /^"(options|run)": (.*),$/.exec(line) ?? [];
    if (name === 'options') this.#options = optionsSchema.parse(JSON.parse(value));
    // The object goes on below this line, with its two lists.
    if (name === 'run') this.#run = runSchema.parse(JSON.parse(`${value}}`));
  }
}
