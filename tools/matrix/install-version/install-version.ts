import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../../provision/lock.mjs';
import { say } from '../../provision/say.mjs';
import { toolchainFolder } from '../../provision/workspace.mjs';
import { runSuccessfully } from '../run-program.ts';
import { isOfLine } from '../versions/ffmpeg-version.ts';
import { type Apt, openApt } from './apt.ts';
import { chooseSuite, type Offer, type WantedLine } from './choose-suite.ts';
import { readSystem, type SystemSources } from './read-system.ts';
import { unpackPackages, writeStarters } from './unpack.ts';

/** The outcome of a request for a version. */
export type InstallOutcome =
  | { readonly kind: 'installed'; readonly path: string }
  /** In one sentence. */
  | { readonly kind: 'impossible'; readonly reason: string };

/** What installing takes. */
export interface InstallOptions {
  /** @default .toolchain/ffmpeg in the checkout */
  readonly folder?: string;
  readonly signal: AbortSignal;
}

/**
 * Puts an ffmpeg beside the system's: from another release of the archive that the system itself uses, unpacked and not
 * installed. Needs no rights; one process at a time; an interrupted installation is continued.
 *
 * @param line - such as `7.1`, `oldest` or `newest`.
 */
export async function installVersion(
  line: WantedLine,
  { folder = path.join(toolchainFolder, 'ffmpeg'), signal }: InstallOptions,
): Promise<InstallOutcome> {
  const system = await readSystem();
  if (system === null) return impossible(line, 'this system has no package sources with other releases');
  const onWait = () => say('waiting for another command that puts an ffmpeg in place');
  return withLock(folder, () => install(line, { folder, system, signal }), { onWait });
}

interface Environment {
  readonly folder: string;
  readonly system: SystemSources;
  readonly signal: AbortSignal;
}

async function install(line: WantedLine, environment: Environment): Promise<InstallOutcome> {
  const { folder, system, signal } = environment;
  const there = await installedOf(line, folder);
  if (there !== null) return { kind: 'installed', path: there };

  const apts = new Map<string, Apt>();
  const refusals: string[] = [];
  const { chosen, seen } = await chooseSuite(system.suites, line, suite => ask(suite));
  const apt = apts.get(chosen?.suite ?? '');
  if (chosen === null || apt === undefined) return impossible(line, describeSeen(seen, refusals));

  const suiteFolder = path.join(folder, chosen.suite);
  const starter = path.join(suiteFolder, 'bin', 'ffmpeg');
  if ((await versionIn(suiteFolder)) === chosen.version) return { kind: 'installed', path: starter };
  say(`putting ffmpeg ${chosen.version} of ${chosen.suite} into .toolchain (once)`);
  const root = path.join(suiteFolder, 'root');
  for (const old of [root, versionFile(suiteFolder)]) await rm(old, { recursive: true, force: true });
  await unpackPackages(await apt.download(), root, signal);
  await writeStarters(root, path.dirname(starter));
  await runSuccessfully(starter, ['-version'], { timeoutMs: 60_000, signal });
  await writeFile(versionFile(suiteFolder), chosen.version);
  await rm(path.join(suiteFolder, 'apt', 'cache'), { recursive: true });
  return { kind: 'installed', path: starter };

  /** Of a system with several archives, the first that has the release has ffmpeg too. */
  async function ask(suite: string): Promise<string | null> {
    for (const source of system.sources) {
      try {
        const opened = await openApt(path.join(folder, suite, 'apt'), source, suite, signal);
        const version = await opened.offeredVersion();
        if (version === null) continue;
        apts.set(suite, opened);
        return version;
      } catch (error) {
        signal.throwIfAborted();
        refusals.push(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return null;
  }
}

const versionFile = (suiteFolder: string) => path.join(suiteFolder, 'version');

/** The version that is whole in a folder; `null` where there is none. */
const versionIn = (suiteFolder: string) => readFile(versionFile(suiteFolder), 'utf8').catch(() => null);

async function installedOf(line: string, folder: string): Promise<string | null> {
  for (const suite of (await readdir(folder)).sort()) {
    const version = await versionIn(path.join(folder, suite));
    if (version !== null && isOfLine(version, line)) return path.join(folder, suite, 'bin', 'ffmpeg');
  }
  return null;
}

function describeSeen(seen: readonly Offer[], refusals: readonly string[]): string {
  if (seen.length === 0) return `its package sources answer for no release (${refusals.join('; ')})`;
  return `its package sources have ${seen.map(({ suite, version }) => `${version} (${suite})`).join(', ')}`;
}

function impossible(line: WantedLine, why: string): InstallOutcome {
  const wanted = /^\d/.test(line) ? `ffmpeg ${line}` : 'Another ffmpeg';
  const how = 'name the path of one instead: npm run matrix -- /path/to/ffmpeg';
  return { kind: 'impossible', reason: `${wanted} cannot be put in place here, as ${why}; ${how}` };
}
