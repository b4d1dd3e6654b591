import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runSuccessfully } from '../run-program.ts';

/** Unpacks every package of a folder into another; none of their scripts is run. */
export async function unpackPackages(from: string, to: string, signal: AbortSignal): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter(name => name.endsWith('.deb'));
  for (const name of names.sort()) {
    await runSuccessfully('dpkg-deb', ['-x', path.join(from, name), to], { timeoutMs: 300_000, signal });
  }
}

/**
 * Writes a script for each program that starts it with the libraries that were unpacked with it. The script becomes the
 * program, so pid, working folder and descriptors stay what they were.
 *
 * @returns the path of ffmpeg's.
 */
export async function writeStarters(root: string, binFolder: string): Promise<string> {
  const folders = await libraryFolders(root);
  const loader = await findLoader(folders);
  await mkdir(binFolder, { recursive: true });
  for (const name of ['ffmpeg', 'ffprobe']) {
    const program = path.join(root, 'usr/bin', name);
    const words = [loader, '--argv0', '"$0"', '--library-path', quoted(folders.join(':')), quoted(program)];
    const script = `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`;
    await writeFile(path.join(binFolder, name), script);
    await chmod(path.join(binFolder, name), 0o755);
  }
  return path.join(binFolder, 'ffmpeg');
}

/** The folders of libraries, whatever the architecture, and those within them that alternatives would point to. */
async function libraryFolders(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const base of ['usr/lib', 'lib']) {
    for (const triplet of await foldersIn(path.join(root, base))) {
      if (!path.basename(triplet).includes('-linux-')) continue;
      found.push(triplet);
      for (const inner of await foldersIn(triplet)) {
        const names = await readdir(inner);
        if (names.some(name => /^lib.+\.so(\.|$)/.test(name))) found.push(inner);
      }
    }
  }
  return found;
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

/** The program of libc that loads others, such as `ld-linux-x86-64.so.2`. */
async function findLoader(folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    const name = (await readdir(folder)).find(one => /^ld(64|-linux[^.]*)\.so\.\d+$/.test(one));
    if (name !== undefined) return quoted(path.join(folder, name));
  }
  throw new Error('Among the packages of ffmpeg there is none with the loader of libc.');
}

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
