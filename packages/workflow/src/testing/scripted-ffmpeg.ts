import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';

/** An ffmpeg that renders as a script says, and keeps a log of its renders. */
export interface ScriptedFfmpeg {
  readonly path: string;
  /** Has the renders of a plan crash. @param times - how many of them; all of them by default */
  crash(planDigest: string, times?: number): Promise<void>;
  /** Has the renders of a plan find the disk full, which may be tried again more than once. @param times - how many */
  fillDisk(planDigest: string, times: number): Promise<void>;
  /** Has the renders of a plan hang until they are ended. */
  hang(planDigest: string): Promise<void>;
  /** The digests of the plans whose renders were begun, in order. */
  begun(): Promise<readonly string[]>;
  /** The pid namespaces in which they were begun, in the same order; Linux only. */
  begunIn(): Promise<readonly string[]>;
}

/**
 * Makes an ffmpeg that knows a render by the digest of its plan, which the command's comment names, and is the real one in
 * everything else.
 */
export async function scriptedFfmpeg(folder: string): Promise<ScriptedFfmpeg> {
  const real = await findFfmpeg();
  const bin = path.join(folder, 'bin');
  const rules = path.join(bin, 'rules');
  await mkdir(rules, { recursive: true });
  const log = path.join(bin, 'log');
  await writeFile(log, '');
  const script = [
    '#!/bin/sh',
    'case " $* " in *"plan sha256:"*)',
    `  digest=$(printf %s "$*" | sed 's/.*plan sha256:\\([0-9a-f]*\\).*/\\1/')`,
    `  echo "$digest $(readlink /proc/self/ns/pid)" >> '${log}'`,
    `  rule='${rules}'/$digest`,
    // Removing a folder succeeds for exactly one of several that try at the same moment.
    '  if [ -d "$rule" ]; then',
    `    if [ -e "$rule/hang" ]; then exec tail -n 0 -f '${log}' > /dev/null; fi`,
    '    if [ -e "$rule/always" ]; then kill -SEGV $$; fi',
    '    for slot in "$rule"/crash-*; do',
    '      if rmdir "$slot" 2>/dev/null; then kill -SEGV $$; fi',
    '    done',
    '    for slot in "$rule"/full-*; do',
    '      if rmdir "$slot" 2>/dev/null; then',
    '        echo "[error] av_interleaved_write_frame(): No space left on device" >&2; exit 1',
    '      fi',
    '    done',
    '  fi',
    '  ;;',
    'esac',
    `exec '${real.path}' "$@"`,
  ];
  const file = path.join(bin, 'ffmpeg');
  await writeFile(file, `${script.join('\n')}\n`);
  await chmod(file, 0o755);
  await writeFile(path.join(bin, 'ffprobe'), `#!/bin/sh\nexec '${real.probePath}' "$@"\n`);
  await chmod(path.join(bin, 'ffprobe'), 0o755);
  const rule = async (digest: string) => {
    const place = path.join(rules, digest);
    await mkdir(place, { recursive: true });
    return place;
  };
  const column = async (place: number) => {
    const lines = (await readFile(log, 'utf8')).split('\n').filter(line => line !== '');
    return lines.map(line => line.split(' ')[place] ?? '');
  };
  return {
    path: file,
    async crash(digest, times) {
      const place = await rule(digest);
      if (times === undefined) await writeFile(path.join(place, 'always'), '');
      for (let slot = 0; slot < (times ?? 0); slot += 1) await mkdir(path.join(place, `crash-${slot}`));
    },
    async fillDisk(digest, times) {
      const place = await rule(digest);
      for (let slot = 0; slot < times; slot += 1) await mkdir(path.join(place, `full-${slot}`));
    },
    hang: async digest => writeFile(path.join(await rule(digest), 'hang'), ''),
    begun: () => column(0),
    begunIn: () => column(1),
  };
}

/** How many of the renders that were made to hang still exist, by the system's own list. */
export async function countHanging({ path: file }: ScriptedFfmpeg): Promise<number> {
  const text = `tail\0-n\u00000\0-f\0${path.join(path.dirname(file), 'log')}`;
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter(line => line.includes(text)).length;
}
