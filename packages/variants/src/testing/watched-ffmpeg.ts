import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';

/** What the kernel says that one render took. */
export interface KernelAccount {
  /** User plus system time, in seconds; to hundredths. */
  readonly cpuSeconds: number;
  /** Highest resident size, in bytes. */
  readonly peakMemoryBytes: number;
}

/** An ffmpeg whose renders are watched from outside. */
export interface WatchedFfmpeg {
  readonly path: string;
  /** The kernel's accounts of all renders so far. */
  accounts(): Promise<readonly KernelAccount[]>;
}

/**
 * Makes an ffmpeg that is the real one, beside a shell that reads the kernel's figures of every render from `/proc`
 * until it is gone. Linux only.
 */
export async function watchedFfmpeg(folder: string): Promise<WatchedFfmpeg> {
  const real = await findFfmpeg();
  const bin = path.join(folder, 'watched');
  const log = path.join(folder, 'accounts');
  await mkdir(bin);
  await mkdir(log);
  const script = `#!/bin/sh
watch() {
  while read -r stat < /proc/$$/stat; do
    while read -r key value _; do [ "$key" = VmHWM: ] && peak=$value; done < /proc/$$/status
    echo "$stat|$peak" >> '${log}'/$$
    sleep 0.005
  done
}
case " $* " in *" -filter_complex "*" libx264 "*) watch < /dev/null > /dev/null 2>&1 3>&- & ;; esac
exec '${real.path}' "$@"
`;
  for (const [name, text] of [
    ['ffmpeg', script],
    ['ffprobe', `#!/bin/sh\nexec '${real.probePath}' "$@"\n`],
  ] as const) {
    await writeFile(path.join(bin, name), text);
    await chmod(path.join(bin, name), 0o755);
  }
  return {
    path: path.join(bin, 'ffmpeg'),
    async accounts() {
      const names = await readdir(log);
      return Promise.all(names.map(async name => accountOf(await readFile(path.join(log, name), 'utf8'))));
    },
  };
}

function accountOf(text: string): KernelAccount {
  // The last line may have been cut short by the end of the watcher.
  const [stat = '', peak = ''] = text.slice(0, text.lastIndexOf('\n')).split('\n').at(-1)?.split('|') ?? [];
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    peakMemoryBytes: Number(peak) * 1024,
  };
}
