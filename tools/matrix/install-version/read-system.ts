import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../../provision/find-program.mjs';
import { type AptSource, parseAptSources, sourcesOfRelease } from './apt-sources.ts';
import { systemRelease } from './suites.ts';

/** What the package sources of this system are. */
export interface SystemSources {
  /** Releases beside its own, from the oldest to the newest. */
  readonly suites: readonly string[];
  /** Sources that its own packages come from. */
  readonly sources: readonly AptSource[];
}

/** Reads the system's own sources; `null` where there is no apt, or nothing is known of other releases. */
export async function readSystem(): Promise<SystemSources | null> {
  if (['apt-get', 'apt-cache', 'dpkg-deb'].some(name => findProgram(name) === null)) return null;
  const release = systemRelease(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  if (release === null) return null;
  const parts = '/etc/apt/sources.list.d';
  const names = await readdir(parts).catch(() => []);
  const files = ['/etc/apt/sources.list', ...names.map(name => path.join(parts, name))];
  const sources: AptSource[] = [];
  for (const file of files.filter(name => /\.(list|sources)$/.test(name))) {
    sources.push(...parseAptSources(file, await readFile(file, 'utf8').catch(() => '')));
  }
  const own = sourcesOfRelease(sources, release.codename);
  return own.length === 0 ? null : { suites: release.suites, sources: own };
}
