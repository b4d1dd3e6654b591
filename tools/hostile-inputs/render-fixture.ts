import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Has ffmpeg make a file, as a user would; its path. */
export async function renderFixture(
  folder: string,
  name: string,
  ...words: readonly string[]
): Promise<string> {
  const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';
  const path = join(folder, name);
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...words, `file:${path}`]);
  return path;
}
