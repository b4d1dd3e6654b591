import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readCgroupScopes } from './cgroup-scopes.ts';

/** Lays a tree of files out in a folder that stands for `/`. */
async function tree(files: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'cgroup-'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${text}\n`);
  }
  return folder;
}

const v2Mount = '30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw';
const v1Mount = '36 24 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory';
const scopesOf = async (files: Readonly<Record<string, string>>) => {
  await using folder = await tree(files);
  return await readCgroupScopes({ root: folder.path });
};

test('version 2: every ancestor counts, each with memory.max and memory.high.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '0::/user.slice/app.scope',
    'proc/self/mountinfo': v2Mount,
    'sys/fs/cgroup/user.slice/app.scope/memory.max': 'max',
    'sys/fs/cgroup/user.slice/app.scope/memory.high': '3000',
    'sys/fs/cgroup/user.slice/app.scope/memory.current': '900',
    'sys/fs/cgroup/user.slice/app.scope/memory.stat': 'anon 500\ninactive_file 400',
    'sys/fs/cgroup/user.slice/memory.max': '2000',
    'sys/fs/cgroup/user.slice/memory.high': 'max',
    'sys/fs/cgroup/user.slice/memory.current': '1500',
  });
  expect(scopes).toEqual([
    {
      name: 'cgroup v2 memory.high',
      limitBytes: 3_000,
      usedBytes: 500,
      from: '/sys/fs/cgroup/user.slice/app.scope/memory.high',
    },
    {
      name: 'cgroup v2 memory.max',
      limitBytes: 2_000,
      usedBytes: 1_500,
      from: '/sys/fs/cgroup/user.slice/memory.max',
    },
  ]);
});

test('version 1: every ancestor counts, and the largest number there is means no limit.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '9:name=systemd:/\n4:memory:/docker/abc\n1:cpu:/',
    'proc/self/mountinfo': v1Mount,
    'sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes': '9223372036854771712',
    'sys/fs/cgroup/memory/docker/memory.limit_in_bytes': '4096',
    'sys/fs/cgroup/memory/docker/memory.usage_in_bytes': '2048',
    'sys/fs/cgroup/memory/docker/memory.stat': 'cache 9\ntotal_inactive_file 1024',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712',
  });
  expect(scopes).toEqual([
    {
      name: 'cgroup v1 memory.limit_in_bytes',
      limitBytes: 4_096,
      usedBytes: 1_024,
      from: '/sys/fs/cgroup/memory/docker/memory.limit_in_bytes',
    },
  ]);
});

test('both versions side by side are both read.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '4:memory:/a\n0::/b',
    'proc/self/mountinfo': `${v1Mount}\n31 23 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw`,
    'sys/fs/cgroup/memory/a/memory.limit_in_bytes': '100',
    'sys/fs/cgroup/unified/b/memory.max': '50',
  });
  expect(scopes.map(({ limitBytes }) => limitBytes)).toEqual([100, 50]);
});

test('in a container whose mount shows only its own group, the path of the host is cut accordingly.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '0::/docker/abc/inner',
    'proc/self/mountinfo': '30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw',
    'sys/fs/cgroup/inner/memory.max': '10',
    'sys/fs/cgroup/memory.max': '20',
  });
  expect(scopes.map(({ limitBytes }) => limitBytes)).toEqual([10, 20]);
});

test('a path that lies outside what can be seen falls back to what can.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '0::/../../elsewhere',
    'proc/self/mountinfo': v2Mount,
    'sys/fs/cgroup/memory.max': '20',
  });
  expect(scopes.map(({ limitBytes }) => limitBytes)).toEqual([20]);
});

test('a mount point with a blank in it is found.', async () => {
  const scopes = await scopesOf({
    'proc/self/cgroup': '0::/a',
    'proc/self/mountinfo': '30 23 0:26 / /my\\040groups rw shared:4 master:1 - cgroup2 cgroup2 rw',
    'my groups/a/memory.max': '10',
  });
  expect(scopes).toHaveLength(1);
});

test('a limit without a usage is a limit all the same.', async () => {
  const [scope] = await scopesOf({
    'proc/self/cgroup': '0::/',
    'proc/self/mountinfo': v2Mount,
    'sys/fs/cgroup/memory.max': '10',
  });
  expect(scope).toMatchObject({ limitBytes: 10, usedBytes: null });
});

test.each([
  ['no /proc at all', {}],
  ['groups, but no mount', { 'proc/self/cgroup': '0::/a' }],
  [
    'nonsense',
    { 'proc/self/cgroup': '::::\nx', 'proc/self/mountinfo': '- - -\n\n1 2', 'a/memory.max': 'lots' },
  ],
])('with %s there is no limit.', async (_, files) => {
  expect(await scopesOf(files)).toEqual([]);
});
