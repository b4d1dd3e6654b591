import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Ffmpeg, openInput, RunnerError } from '@variegate/runner';
import { outputFolderAt } from '../folder/output-folder.ts';
import { readRecord } from '../records/record-store.ts';
import { takeFrames } from './frames/take-frames.ts';

/** Of which variant a picture is taken. */
export interface ThumbnailRequest {
  /** The output folder, absolute. */
  readonly outDir: string;
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  readonly ffmpeg: Ffmpeg;
}

/**
 * The middle frame of a published variant, as a small JPEG without metadata. The file is the one that the variant's record names, by
 * its size, and no link.
 *
 * @returns `null` where there is no such variant, or no picture can be had
 */
export async function takeThumbnail({ outDir, id, ffmpeg }: ThumbnailRequest): Promise<Buffer | null> {
  const folder = outputFolderAt(outDir);
  const record = await readRecord(folder, id);
  if (record?.status !== 'succeeded') return null;
  const { durationSeconds, frameCount } = record.media;
  try {
    const file = path.join(folder.path, path.basename(record.output));
    await using input = await openInput(file, 'video', { followSymlink: false });
    if ((await stat(input.path)).size !== record.bytes) return null;
    const [picture = null] = await takeFrames({
      ...{ ffmpeg, input, startSeconds: 0, atSeconds: [durationSeconds / 2] },
      framesPerSecond: frameCount / durationSeconds,
    });
    return picture;
  } catch (error) {
    if (error instanceof RunnerError) return null;
    throw error;
  }
}
