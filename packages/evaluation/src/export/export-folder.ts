import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, link, lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fingerprint } from '@variegate/inspect';
import { storageFailure } from '@variegate/runner';
import type { DatasetSource, DatasetVariant } from '../dataset/dataset.ts';
import { DatasetUnusableError } from '../errors.ts';

/** How media come into an export: as hard links (copied where the file system has none), as copies, or not at all. */
export const mediaChoices = ['link', 'copy', 'none'] as const;

/** One of the ways. */
export type MediaChoice = (typeof mediaChoices)[number];

/** A medium that an export needs, checked: it is the file that the manifest lists. */
export interface Medium {
  readonly path: string;
  readonly bytes: number;
  /** With its dot, such as `.mp4`. */
  readonly extension: string;
}

/** The file of a variant, whole and in its place. @throws {EVALUATION_DATASET_UNUSABLE} when it is not. */
export async function mediumOfVariant(dir: string, { output, bytes }: DatasetVariant): Promise<Medium> {
  const file = path.join(dir, output);
  const stats = await lstat(file).catch(() => null);
  // A link in the folder could bring in what lies elsewhere.
  if (stats?.isFile() !== true || stats.size !== bytes) {
    throw new DatasetUnusableError(
      `"${file}" is missing or is not the file that the manifest lists. Run the batch again to make it again.`,
    );
  }
  return { path: file, bytes, extension: path.extname(output) };
}

/** The file of a source, where it lay in the last run. @throws {EVALUATION_DATASET_UNUSABLE} when it is not there unchanged. */
export async function mediumOfSource(source: DatasetSource, signal?: AbortSignal): Promise<Medium> {
  const gone = (cause?: unknown) =>
    new DatasetUnusableError(
      `The source "${source.path ?? source.file}" is missing or has changed since the batch. Put it back, or export without media (--files none).`,
      { cause },
    );
  if (source.path === null) throw gone();
  const digest = await fingerprint(source.path, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw gone(error);
  });
  if (digest !== source.fingerprint) throw gone();
  const { size } = await lstat(source.path);
  return { path: source.path, bytes: size, extension: path.extname(source.file) };
}

/** A folder that an export is written to. Nothing in it exists before. */
export class ExportFolder {
  readonly path: string;
  readonly media: MediaChoice;
  /** Files so far. */
  files = 0;

  constructor(folder: string, media: MediaChoice) {
    this.path = folder;
    this.media = media;
  }

  /** Writes a file of text or bytes, piece by piece. @param name - relative, with forward slashes */
  async write(
    name: string,
    data: string | Uint8Array | Iterable<string> | AsyncIterable<string>,
  ): Promise<void> {
    const target = await this.#place(name);
    await guarded(target, () => writeFile(target, data, { flag: 'wx' }));
    this.files += 1;
  }

  /** Writes what comes from a stream. */
  async writeStream(name: string, data: Readable): Promise<void> {
    const target = await this.#place(name);
    await guarded(target, () => pipeline(data, createWriteStream(target, { flags: 'wx' })));
    this.files += 1;
  }

  /** Gives a medium a name in the export. */
  async add(name: string, medium: Medium): Promise<void> {
    if (this.media === 'none') return;
    const target = await this.#place(name);
    await guarded(target, () => (this.media === 'copy' ? copy(medium, target) : linkOrCopy(medium, target)));
    this.files += 1;
  }

  /** Where a file goes; its folder is made. */
  async #place(name: string): Promise<string> {
    const target = path.join(this.path, ...name.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    return target;
  }
}

const withoutHardLinks = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function linkOrCopy(medium: Medium, target: string): Promise<void> {
  try {
    await link(medium.path, target);
  } catch (error) {
    if (!withoutHardLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await copy(medium, target);
  }
}

async function copy(medium: Medium, target: string): Promise<void> {
  await copyFile(medium.path, target, constants.COPYFILE_EXCL);
}

async function guarded(target: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    await rm(target, { force: true }).catch(() => {});
    throw storageFailure(error, target);
  }
}

/** The bytes of a medium. */
export function readMedium(medium: Medium): Readable {
  return createReadStream(medium.path);
}
