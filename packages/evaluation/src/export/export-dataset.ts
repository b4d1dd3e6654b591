import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { untilAborted } from '@variegate/ground';
import { makeFolder, storageFailure } from '@variegate/runner';
import { type Dataset, referencesOf } from '../dataset/dataset.ts';
import { readDataset } from '../dataset/read-dataset.ts';
import { DatasetUnusableError, OptionInvalidError } from '../errors.ts';
import { ExportFolder, type MediaChoice, mediaChoices } from './export-folder.ts';
import { type ExportFormat, exportFormats } from './formats.ts';
import { writeDisc21, writeVsc2022 } from './write-benchmarks.ts';
import { writeCsv, writeHuggingface, writeJsonl } from './write-tables.ts';
import { writeWebdataset } from './write-webdataset.ts';

/** Options of {@link exportDataset}. */
export interface ExportDatasetOptions {
  /** A finished output folder. */
  readonly dir: string;
  /** One or more formats; each gets a folder of its name. */
  readonly formats: readonly ExportFormat[];
  /** Folder for the exports; made where it is missing. @default `export` in the folder */
  readonly out?: string;
  /** How media come into the export; CSV and JSONL have none. @default 'link' */
  readonly files?: MediaChoice;
  /** Replace exports that exist. @default false */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

/** An export that was written. */
export interface WrittenExport {
  readonly format: ExportFormat;
  /** Absolute path of its folder. */
  readonly path: string;
  readonly files: number;
  /** Variants, controls and variants of distractors in it. */
  readonly variants: number;
  readonly references: number;
}

const writers: Readonly<
  Record<ExportFormat, (dataset: Dataset, folder: ExportFolder, signal?: AbortSignal) => Promise<void>>
> = {
  vsc2022: writeVsc2022,
  disc21: writeDisc21,
  huggingface: writeHuggingface,
  webdataset: writeWebdataset,
  csv: writeCsv,
  jsonl: writeJsonl,
};

/**
 * Writes a finished output folder in formats that other tools read. Each is written beside its place and gets its name when it is
 * whole.
 *
 * @throws {EVALUATION_OPTION_INVALID} for an unknown format or choice.
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when the folder has no manifest that this version has written.
 * @throws {EVALUATION_DATASET_UNUSABLE} when nothing was made, a medium is missing or has changed, or an export exists.
 * @throws {RUNNER_NO_SPACE} | {RUNNER_OUTPUT_UNWRITABLE} when the export cannot be written.
 */
export function exportDataset(options: ExportDatasetOptions): Promise<readonly WrittenExport[]> {
  return untilAborted(options.signal, () => write(options));
}

async function write(options: ExportDatasetOptions): Promise<readonly WrittenExport[]> {
  const { formats, files = 'link', force = false, signal } = options;
  assertChoices(formats, files);
  const dataset = await readDataset(options.dir);
  const out = path.resolve(options.out ?? path.join(dataset.dir, 'export'));
  await makeFolder(out).catch((error: unknown) => {
    throw storageFailure(error, out);
  });
  const written: WrittenExport[] = [];
  for (const format of new Set(formats)) {
    const target = path.join(out, format);
    const scratch = path.join(out, `.${format}.${process.pid}.part`);
    const folder = new ExportFolder(scratch, files);
    try {
      await rm(scratch, { recursive: true, force: true });
      await makeFolder(scratch);
      await writers[format](dataset, folder, signal);
      if (force) await rm(target, { recursive: true, force: true });
      await rename(scratch, target).catch((error: NodeJS.ErrnoException) => {
        if (!existing.has(error.code ?? '')) throw storageFailure(error, target);
        throw new DatasetUnusableError(`"${target}" exists. Name another folder, or replace it (--force).`);
      });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
    written.push({
      ...{ format, path: target, files: folder.files, variants: dataset.variants.length },
      references: referencesOf(dataset).length,
    });
  }
  return written;
}

/** What renaming to a folder that has something in it, or to a file, says. */
const existing = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EPERM']);

function assertChoices(formats: readonly ExportFormat[], files: MediaChoice): void {
  const known: readonly string[] = exportFormats;
  const unknown = formats.find(format => !known.includes(format));
  if (formats.length === 0 || unknown !== undefined)
    throw new OptionInvalidError('formats', `one or more of ${known.join(', ')}`, unknown ?? formats);
  if (!mediaChoices.includes(files))
    throw new OptionInvalidError('files', `one of ${mediaChoices.join(', ')}`, files);
}
