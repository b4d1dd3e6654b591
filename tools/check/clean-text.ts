import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';

/** No promises in the text of the project, and no registry's address in its lock file. */
export const cleanText: Check = {
  name: 'clean-text',
  claim: 'nothing is put off in a comment, and lock files name no registry',
  run: async () =>
    (await committedFiles()).flatMap(path =>
      textFindings(path, readFileSync(join(rootFolder, path), 'utf8')),
    ),
};

const textEndings = new Set([
  '.ts',
  '.mts',
  '.js',
  '.mjs',
  '.json',
  '.md',
  '.yaml',
  '.yml',
  '.html',
  '.css',
  '',
]);

// Spelt so that this file does not find itself.
const putOff = /\b(?:T[O]DO|F[I]XME|X[X]X)\b/;
const addressInLockFile = /https?:\/\/|\bresolved\b.*:|\btarball:/;

/** What is wrong with the text of one committed file, as sentences with file and line. */
export function textFindings(path: string, text: string): readonly string[] {
  const isLockFile = /(^|\/)(pnpm-lock\.yaml|package-lock\.json)$/.test(path);
  const pattern = isLockFile ? addressInLockFile : putOff;
  const complaint = isLockFile
    ? 'a lock file names an address'
    : 'something is put off; do it or say that it is not done';
  return text.split('\n').flatMap((line, index) => {
    // A package's own deprecation notice may hold any address.
    if (isLockFile && line.trimStart().startsWith('deprecated:')) return [];
    return pattern.test(line) ? [`${path}:${index + 1}: ${complaint}`] : [];
  });
}

async function committedFiles(): Promise<readonly string[]> {
  const { exitCode, output } = await runQuietly(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: rootFolder },
  );
  if (exitCode !== 0) throw new Error(`git could not list the committed files: ${output}`);
  return output
    .split('\0')
    .filter(path => path !== '' && textEndings.has(extname(path)) && existsSync(join(rootFolder, path)));
}
