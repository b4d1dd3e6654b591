import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { verify } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import type { OutputFolder } from '../folder/output-folder.ts';
import { compileJob } from '../planning/compile-job.ts';
import type { VariantJob } from '../planning/variant-job.ts';
import { readRecord } from '../records/record-store.ts';
import type { SucceededRecord } from '../records/variant-record.ts';

/** How a variant that may be there is checked. */
export interface ExistingVariantOptions {
  readonly folder: OutputFolder;
  readonly ffmpeg: Ffmpeg;
  /** `checksum`: size and SHA-256 agree with the record; `decode`: it decodes as well. */
  readonly verify: 'checksum' | 'decode';
  readonly signal?: AbortSignal | undefined;
}

/**
 * The record of a variant that is there and agrees with it, or `null` when the variant has to be rendered: there is no
 * record, the last run failed, the file is gone, or it has other bytes.
 */
export async function existingVariant(
  job: VariantJob,
  options: ExistingVariantOptions,
): Promise<SucceededRecord | null> {
  const { folder, signal } = options;
  const record = await readRecord(folder, job.id);
  if (record?.status !== 'succeeded') return null;
  const file = path.join(folder.path, record.output);
  const size = (await stat(file).catch(() => null))?.size;
  if (size !== record.bytes || (await sha256(file, signal)) !== record.sha256) return null;
  return options.verify === 'checksum' || (await decodes(file, job, options)) ? record : null;
}

async function sha256(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function decodes(
  file: string,
  job: VariantJob,
  { ffmpeg, signal }: ExistingVariantOptions,
): Promise<boolean> {
  const { expected, container } = compileJob(job).command;
  try {
    await verify(file, { ffmpeg, expected, container, signal });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as { code?: unknown }).code === 'INSPECT_VERIFICATION_FAILED') return false;
    throw error;
  }
}
