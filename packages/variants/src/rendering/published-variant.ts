import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { verify } from '@variegate/inspect';
import { type Ffmpeg, publishFile, sha256OfOwnFile } from '@variegate/runner';
import { assertNoLinkBelow, makeFolderBelow } from '../folder/make-folder-below.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import { parseOutputName } from '../job/output-name.ts';
import { correctedJob, type VariantJob } from '../job/variant-job.ts';
import type { SourceLimits } from '../options/run-options.ts';
import { readRecord, writeRecord } from '../records/record-store.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { outputLimits } from './output-limits.ts';

/** How an existing file is checked. */
export interface PublishedVariantOptions {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  /** `checksum`: size and SHA-256 agree with the record; `decode`: it decodes as well. */
  readonly verify: 'checksum' | 'decode';
  readonly limits: SourceLimits;
  /** The run that asks, which a renaming is recorded with. */
  readonly runId: string;
  readonly signal?: AbortSignal | undefined;
}

/** A file that a variant's record vouches for. */
export interface PublishedVariant {
  /** What the record must say: only what cannot be known without rendering is taken from the one on disk. */
  readonly record: SucceededRecord;
  /** Name of the file now; another than the record's where the batch gives the variant a new name. */
  readonly fileName: string;
  /** Whether the record on disk says exactly this. */
  readonly isRecorded: boolean;
}

/**
 * Looks for a variant that needs no rendering. A record is believed about the bytes of a file that has the variant's own
 * name, under any stem; everything that follows from the job is taken from the job. Changes nothing.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when a folder of its tree is a link.
 * @returns `null` where there is no record, the last run failed, or the file is gone, is a link, or has other bytes.
 */
export async function findPublished(
  job: VariantJob,
  options: PublishedVariantOptions,
): Promise<PublishedVariant | null> {
  const { folder, runId, signal } = options;
  const known = await readRecord(folder, job.id);
  if (known?.status !== 'succeeded') return null;
  // A renaming that was cut short has written the record and left the file where it was.
  // With a target, the plan is what rendering has found.
  const own = job.target === undefined ? job : correctedJob(job, { plan: known.plan });
  const names = [known.output, known.run.renamed?.from].filter(
    name => name !== undefined && belongsTo(name, job),
  );
  for (const fileName of names as readonly string[]) {
    const file = path.join(folder.path, fileName);
    await assertNoLinkBelow(folder.path, [path.dirname(file)]);
    const stats = await lstat(file).catch(() => null);
    if (
      stats?.isFile() !== true ||
      stats.size !== known.bytes ||
      (await sha256OfOwnFile(file, signal)) !== known.sha256
    )
      continue;
    if (options.verify === 'decode' && !(await decodes(file, own, options))) return null;
    const renamed = fileName === job.output ? known.run.renamed : { from: fileName, runId };
    const record: SucceededRecord = {
      ...known,
      ...recordedOf(own),
      run: { ...known.run, ...(renamed === undefined ? {} : { renamed }) },
    };
    return { record, fileName, isRecorded: isDeepStrictEqual(record, known) };
  }
  return null;
}

/** Brings record and file in line with the job. Whenever it is cut short, the next call finishes it. */
export async function adoptPublished(
  { record, fileName, isRecorded }: PublishedVariant,
  folder: OutputFolder,
): Promise<void> {
  if (!isRecorded) await writeRecord(folder, record);
  if (fileName === record.output) return;
  const [scratchPath, targetPath] = [fileName, record.output].map(name => path.join(folder.path, name)) as [
    string,
    string,
  ];
  await makeFolderBelow(folder.path, path.dirname(targetPath));
  await publishFile({ scratchPath, targetPath, replace: true });
}

/** What a record says that follows from the job. */
export function recordedOf(
  job: VariantJob,
): Pick<
  SucceededRecord,
  | ('id' | 'kind' | 'index' | 'series' | 'level' | 'recipe' | 'source' | 'target')
  | ('plan' | 'planDigest' | 'settings' | 'output' | 'segments')
> {
  const { id, kind, index, series, recipe, plan, planDigest, settings, output, compiled, target } = job;
  const { fingerprint, stem, file } = job.source;
  return {
    ...{ id, kind, index, level: plan.level, plan, planDigest, settings, output },
    ...(series === undefined ? {} : { series }),
    ...(recipe === undefined ? {} : { recipe }),
    ...(target === undefined ? {} : { target }),
    ...{ source: { fingerprint, stem, file }, segments: compiled.segments },
  };
}

function belongsTo(fileName: string, job: VariantJob): boolean {
  const [given, own] = [parseOutputName(fileName), parseOutputName(job.output)];
  return (
    given?.index === own?.index &&
    given?.idStart === own?.idStart &&
    path.extname(fileName) === path.extname(job.output)
  );
}

async function decodes(
  file: string,
  { compiled }: VariantJob,
  { ffmpeg, limits, signal }: PublishedVariantOptions,
): Promise<boolean> {
  const { expected, container } = compiled.command;
  try {
    await verify(file, { ffmpeg, expected, container, limits: outputLimits(limits, compiled), signal });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as { code?: unknown }).code === 'INSPECT_VERIFICATION_FAILED') return false;
    throw error;
  }
}
