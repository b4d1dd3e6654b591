import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What a program and all that it started asked of the system. */
export interface Trace {
  readonly stdout: string;
  /** Absolute paths that were opened, or were to be, each once. */
  readonly opened: readonly string[];
  /** Calls that had to do with the network, as the tracer writes them. */
  readonly network: readonly string[];
}

/** Runs a program to its end under strace, in the given folder. */
export async function trace(
  cwd: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Trace> {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-trace-'));
  const log = join(folder, 'log');
  try {
    const { stdout } = await promisify(execFile)(
      'strace',
      [
        ...['-f', '--seccomp-bpf', '-qq', '-xx', '-s', '4096', '-o', log],
        ...['-e', 'trace=open,openat,openat2,connect,bind,sendto,sendmsg', ...argv],
      ],
      { cwd, env, maxBuffer: 64 * 1024 * 1024 },
    );
    const lines = (await readFile(log, 'utf8')).split('\n');
    return { stdout, opened: openedPaths(lines, cwd), network: lines.filter(line => /AF_INET6?/.test(line)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function openedPaths(lines: readonly string[], cwd: string): readonly string[] {
  const paths = lines.flatMap(line => {
    const [, folder, path] = /\bopen(?:at2?)?\((?:([^",]+), )?"([^"]*)"/.exec(line) ?? [];
    if (path === undefined) return [];
    const text = Buffer.from(path.replaceAll('\\x', ''), 'hex').toString();
    // Nothing here changes its folder, and nothing may start from another one without being noticed.
    return [folder === undefined || folder === 'AT_FDCWD' ? resolve(cwd, text) : `${folder}: ${text}`];
  });
  return [...new Set(paths)];
}
