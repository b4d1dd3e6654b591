import path from 'node:path';
import { findProgram, withPrograms } from '../../provision/find-program.mjs';
import type { MatrixVersion } from './matrix-version.ts';

/** The environment in which a version is the one that everything uses, by name or by the product's own variable. */
export function environmentOf({ ffmpeg }: MatrixVersion): NodeJS.ProcessEnv {
  // The folder of the system's own has other programs too, which must not come before those of the toolchain.
  const isFound = findProgram('ffmpeg') === ffmpeg.path;
  const env = isFound ? process.env : withPrograms([path.dirname(ffmpeg.path)]);
  return { ...env, VARIEGATE_FFMPEG: ffmpeg.path };
}
