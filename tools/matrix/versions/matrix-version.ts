import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import { columnOf } from './ffmpeg-version.ts';

/** A version of ffmpeg that takes part. */
export interface MatrixVersion {
  /** Its column on the page, such as `7.1`. */
  readonly column: string;
  readonly ffmpeg: Ffmpeg;
}

/**
 * Examines an ffmpeg.
 *
 * @param path - its path, or `undefined` for the one that the product would use.
 * @throws {RUNNER_FFMPEG_MISSING} | {RUNNER_FFMPEG_TOO_OLD}
 */
export async function versionAt(path: string | undefined, signal: AbortSignal): Promise<MatrixVersion> {
  const ffmpeg = await findFfmpeg({ path, signal });
  return { column: columnOf(ffmpeg.version), ffmpeg };
}
