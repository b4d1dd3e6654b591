import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';

/**
 * Makes an ffmpeg that has NVENC on any machine: x264 stands in for the chip, or nothing does.
 *
 * @returns its path.
 */
export async function hardwareFfmpeg(folder: string, chip: 'there' | 'missing'): Promise<string> {
  const real = await findFfmpeg();
  const bin = path.join(folder, `chip-${chip}`);
  await mkdir(bin);
  const script = `#!/bin/sh
case " $* " in
*" -encoders "*) '${real.path}' "$@" | sed '/ h264_nvenc /d'; echo ' V....D h264_nvenc  a stand-in'; exit ;;
*" h264_nvenc "*) ;;
*) exec '${real.path}' "$@" ;;
esac
${chip === 'missing' ? 'echo "[h264_nvenc @ 0x1] Cannot load libcuda.so.1" >&2; exit 1' : ''}
for word; do
  shift
  case "$word" in
  h264_nvenc) set -- "$@" libx264 ;;
  -rc) set -- "$@" -tune ;;
  vbr) set -- "$@" fastdecode ;;
  -cq) set -- "$@" -crf ;;
  *) set -- "$@" "$word" ;;
  esac
done
exec '${real.path}' "$@"
`;
  for (const [name, text] of [
    ['ffmpeg', script],
    ['ffprobe', `#!/bin/sh\nexec '${real.probePath}' "$@"\n`],
  ] as const) {
    await writeFile(path.join(bin, name), text);
    await chmod(path.join(bin, name), 0o755);
  }
  return path.join(bin, 'ffmpeg');
}
