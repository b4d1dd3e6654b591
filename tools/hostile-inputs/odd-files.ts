import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostileInput, refused } from './hostile-input.ts';

/** What is no file, or none with anything in it. */
export async function makeOddFiles(folder: string): Promise<readonly HostileInput[]> {
  await writeFile(join(folder, 'empty.mp4'), '');
  await mkdir(join(folder, 'folder.mp4'));
  const everywhere = [
    refused('empty.mp4', 'nothing', 'empty'),
    refused('folder.mp4', 'a folder', 'directory'),
    refused('missing.mp4', 'a path that leads nowhere', 'missing'),
  ];
  if (process.platform === 'win32') return everywhere;
  execFileSync('mkfifo', [join(folder, 'pipe.mp4')]);
  await symlink('/dev/zero', join(folder, 'device.mp4'));
  await symlink('circle.mp4', join(folder, 'circle.mp4'));
  return [
    ...everywhere,
    refused('pipe.mp4', 'a pipe that nobody writes to', 'not-a-file'),
    refused('device.mp4', 'a device that never ends', 'not-a-file'),
    refused('circle.mp4', 'a link to itself', 'not-a-file'),
  ];
}
