import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';

/** What a stand-in does in the place of a render. */
export type Misbehaviour = 'crashes' | 'says-no-space' | 'is-killed';

const scripts: Readonly<Record<Misbehaviour, string>> = {
  crashes: 'kill -SEGV $$',
  'says-no-space': 'echo "[error] av_interleaved_write_frame(): No space left on device" >&2; exit 1',
  'is-killed': 'kill -KILL $$',
};

/**
 * Makes an ffmpeg that misbehaves in its first renders, and is the real one in everything else.
 *
 * @param times - how many renders go wrong.
 * @param words - what the arguments of those that go wrong hold, behind the graph's option.
 * @returns its path.
 */
export async function failingFfmpeg(
  folder: string,
  kind: Misbehaviour,
  times: number,
  words = ' libx264 ',
): Promise<string> {
  const real = await findFfmpeg();
  const bin = path.join(folder, `${kind}-${times}`);
  await mkdir(bin);
  const file = path.join(bin, 'ffmpeg');
  const script = [
    '#!/bin/sh',
    `case " $* " in *" -filter_complex "*"${words}"*)`,
    // Making a folder succeeds for exactly one of several that try at the same moment.
    ...Array.from(
      { length: times },
      (_, slot) => `  if mkdir '${bin}/${slot}' 2>/dev/null; then ${scripts[kind]}; fi`,
    ),
    '  ;;',
    'esac',
    `exec '${real.path}' "$@"`,
  ];
  await writeFile(file, `${script.join('\n')}\n`);
  await chmod(file, 0o755);
  await writeFile(path.join(bin, 'ffprobe'), `#!/bin/sh\nexec '${real.probePath}' "$@"\n`);
  await chmod(path.join(bin, 'ffprobe'), 0o755);
  return file;
}
