import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Names of the media in an output folder, sorted. */
export async function mediaIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter(name => /\.v\d+\.[0-9a-f]{6}\./.test(name)).sort();
}

/** Every file below a folder that looks unfinished. */
export async function leftoversIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter(name => /(^|\/)\.tmp-|\.part$|\.claim$|\.held$|planned\.jsonl$/.test(name));
}

/** SHA-256 of every medium, by name. */
export async function digestsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const name of await mediaIn(folder)) {
    digests[name] = createHash('sha256')
      .update(await readFile(path.join(folder, name)))
      .digest('hex');
  }
  return digests;
}

/** The part of a manifest that must be the same on every run. */
export async function deterministicManifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const { run: _, ...rest } = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as {
    run: unknown;
  };
  return rest;
}

/** Pids of the processes, ffmpeg among them, that have a path below the folder on their command line; Linux only. */
export async function processesIn(folder: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const found: number[] = [];
  for (const pid of pids.filter(candidate => candidate !== process.pid)) {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (words.includes(`${folder}/`)) found.push(pid);
  }
  return found;
}
