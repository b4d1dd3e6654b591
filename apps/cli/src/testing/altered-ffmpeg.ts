import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';

/** What is unlike the real ffmpeg. */
export interface Alterations {
  /** What it does not list, by the listing that leaves it out, such as `-filters`. */
  readonly without?: Readonly<Record<`-${string}`, readonly string[]>>;
  /** What it calls its version. */
  readonly version?: string;
  /** What a shell does in the place of a render by x264. */
  readonly render?: string;
}

/**
 * Makes an ffmpeg that is the real one but for some alterations.
 *
 * @returns its path.
 */
export async function alteredFfmpeg(
  folder: string,
  { without = {}, version, render }: Alterations,
): Promise<string> {
  const real = await findFfmpeg();
  await mkdir(folder);
  const through = (option: string, edit: string) =>
    `*" ${option} "*) '${real.path}' "$@" | sed -E '${edit}'; exit ;;`;
  const script = [
    '#!/bin/sh',
    'case " $* " in',
    ...Object.entries(without).map(([option, names]) => through(option, `/ (${names.join('|')}) /d`)),
    ...(version === undefined ? [] : [through('-version', `1s/version [^ ]+/version ${version}/`)]),
    ...(render === undefined ? [] : [`*" -filter_complex "*" libx264 "*) ${render} ;;`]),
    'esac',
    `exec '${real.path}' "$@"`,
  ];
  for (const [name, text] of Object.entries({
    ffmpeg: script.join('\n'),
    ffprobe: `#!/bin/sh\nexec '${real.probePath}' "$@"`,
  })) {
    await writeFile(path.join(folder, name), `${text}\n`);
    await chmod(path.join(folder, name), 0o755);
  }
  return path.join(folder, 'ffmpeg');
}
