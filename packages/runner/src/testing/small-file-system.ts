import { execFileSync } from 'node:child_process';
import { works } from './capability.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Whether this process may mount file systems. */
export const canMount =
  process.platform === 'linux' && works('unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt');

/** A folder on a separate file system of the given size, such as `200k`; unmounted when the test is over. */
export async function smallFileSystem(size: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const folder = await temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder.path]);
  return {
    path: folder.path,
    async [Symbol.asyncDispose]() {
      execFileSync('umount', ['--lazy', folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Makes the file system read-only, or writable again. */
export function remount(path: string, mode: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${mode}`, path]);
}
