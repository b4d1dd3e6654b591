import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ProgramEnd, runProgram } from '../run-program.ts';
import { type AptSource, sourceText } from './apt-sources.ts';

/** apt with one release of one archive as its only source, and its own state: it changes nothing of the system. */
export interface Apt {
  /** The version of ffmpeg that the release has, as apt writes it, such as `7:7.1.5-0+deb13u1`; `null` where it has none. */
  offeredVersion(): Promise<string | null>;
  /**
   * Downloads ffmpeg with all that it needs, libc included; existing files are not fetched again.
   *
   * @returns the folder of the packages.
   */
  download(): Promise<string>;
}

/** How old lists of packages may be, in milliseconds. */
const listsStayMs = 24 * 3600 * 1000;

const timeoutMs = 20 * 60_000;

/**
 * Sets apt up in a folder, and fetches the lists of the release unless they are of today. apt verifies everything that it
 * fetches with the keys that the system trusts for this source.
 *
 * @throws with apt's own words where the archive does not have the release.
 */
export async function openApt(
  folder: string,
  source: AptSource,
  suite: string,
  signal: AbortSignal,
): Promise<Apt> {
  const at = (name: string) => path.join(folder, name);
  for (const name of ['lists/partial', 'cache/archives/partial', 'etc', 'log']) {
    await mkdir(at(name), { recursive: true });
  }
  // With nothing installed, apt fetches every library, so that none of the system's is needed.
  await writeFile(at('status'), '');
  await writeFile(at('etc/this.sources'), sourceText(source, suite));
  const options = [
    ...[`Dir::State=${folder}`, `Dir::State::status=${at('status')}`, `Dir::Cache=${at('cache')}`],
    ...['Dir::Etc::SourceList=/dev/null', `Dir::Etc::SourceParts=${at('etc')}`, `Dir::Log=${at('log')}`],
    ...['Dir::Etc::Preferences=/dev/null', 'Dir::Etc::PreferencesParts=/dev/null'],
    // Without this, root hands downloads to a user that may not write here.
    'APT::Sandbox::User=root',
    ...['APT::Install-Recommends=false', 'Acquire::Languages=none', 'APT::Update::Error-Mode=any'],
  ].flatMap(option => ['-o', option]);
  const run = async (program: string, ...words: readonly string[]) => {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    for (const deadline = Date.now() + timeoutMs; ; await sleep(500, undefined, { signal })) {
      const end = await runProgram(program, [...options, ...words], { timeoutMs, env, signal });
      // An apt outlives the command that started it and was killed, and holds its locks until it is done.
      if (!end.stderr.includes('Could not get lock') || Date.now() > deadline) return succeeded(end);
    }
  };

  const fetched = at('lists-fetched');
  if (!(await isFresh(fetched))) {
    await run('apt-get', '-q', 'update');
    await writeFile(fetched, '');
  }
  return {
    async offeredVersion() {
      const text = await run('apt-cache', 'policy', 'ffmpeg');
      const version = /^ {2}Candidate: (\S+)$/m.exec(text)?.[1] ?? '(none)';
      return version === '(none)' ? null : version;
    },
    async download() {
      await run('apt-get', '-qy', '--download-only', 'install', 'ffmpeg');
      // Packages of a download that was cut short, which have newer ones since.
      await run('apt-get', '-q', 'autoclean');
      return at('cache/archives');
    },
  };
}

async function isFresh(marker: string): Promise<boolean> {
  const { mtimeMs = 0 } = (await stat(marker).catch(() => null)) ?? {};
  return Date.now() - mtimeMs < listsStayMs;
}

function succeeded({ exitCode, stdout, stderr, timedOut }: ProgramEnd): string {
  if (exitCode === 0) return stdout.toString();
  const words = stderr.split('\n').filter(line => line.startsWith('E:'));
  throw new Error(timedOut ? 'apt came to no end' : words.join(' ') || 'apt failed');
}
