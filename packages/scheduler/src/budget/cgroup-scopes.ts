import { posix } from 'node:path';
import { type MemoryScope, numberAfter, readSystemFile, type SystemRoots } from './machine-scope.ts';

/** How a version of control groups names its files. */
interface Version {
  readonly label: string;
  readonly limitFiles: readonly string[];
  readonly usageFile: string;
  /** Page cache that is given back on demand, in `memory.stat`. */
  readonly reclaimableKey: string;
}

const v2: Version = {
  label: 'cgroup v2',
  limitFiles: ['memory.max', 'memory.high'],
  usageFile: 'memory.current',
  reclaimableKey: 'inactive_file',
};

const v1: Version = {
  label: 'cgroup v1',
  limitFiles: ['memory.limit_in_bytes'],
  usageFile: 'memory.usage_in_bytes',
  reclaimableKey: 'total_inactive_file',
};

/** Version 1 says "no limit" with the largest multiple of a page below 2^63. */
const noLimitFrom = 2 ** 60;

/**
 * Reads every limit that control groups put on this process's memory: its own group's and every
 * ancestor's that can be seen, of both versions.
 */
export async function readCgroupScopes(roots: SystemRoots): Promise<readonly MemoryScope[]> {
  const scopes: MemoryScope[] = [];
  for (const { version, folders } of await memoryCgroupFolders(roots)) {
    for (const folder of folders) scopes.push(...(await readGroup(roots, version, folder)));
  }
  return scopes;
}

/** The folders of this process's own control group and of its ancestors, innermost first, per version. */
export async function memoryCgroupFolders(
  roots: SystemRoots,
): Promise<readonly { readonly version: Version; readonly folders: readonly string[] }[]> {
  const membership = (await readSystemFile(roots, 'proc/self/cgroup')) ?? '';
  const mounts = parseMounts((await readSystemFile(roots, 'proc/self/mountinfo')) ?? '');
  return parseMembership(membership).flatMap(({ version, path }) => {
    const mount = mounts.find(each => each.version === version);
    return mount === undefined ? [] : [{ version, folders: ancestors(mount, path) }];
  });
}

/** The lines of `/proc/self/cgroup` that govern memory: `0::/path`, `4:memory:/path`. */
function parseMembership(text: string): readonly { readonly version: Version; readonly path: string }[] {
  return text.split('\n').flatMap(line => {
    const [hierarchy, controllers, ...rest] = line.split(':');
    const path = rest.join(':');
    if (hierarchy === '0' && controllers === '') return [{ version: v2, path }];
    return controllers?.split(',').includes('memory') ? [{ version: v1, path }] : [];
  });
}

interface Mount {
  readonly version: Version;
  /** Which group the mount point shows. */
  readonly group: string;
  readonly point: string;
}

/** The lines of `/proc/self/mountinfo` that show control groups with memory in them. */
function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap(line => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , , group, point] = before.split(' ').map(unescapeMount);
    const [type, , options = ''] = after.split(' ');
    if (group === undefined || point === undefined) return [];
    if (type === 'cgroup2') return [{ version: v2, group, point }];
    const governsMemory = type === 'cgroup' && options.split(',').includes('memory');
    return governsMemory ? [{ version: v1, group, point }] : [];
  });
}

/** mountinfo writes blanks and backslashes in octal. */
function unescapeMount(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/**
 * From the process's own group up to the mount point. In a container the path can be the host's, of
 * which the mount shows only the lower end, or begin with `..`: what cannot be seen is left out.
 */
function ancestors({ group, point }: Mount, path: string): readonly string[] {
  const inside =
    group !== '/' && (path === group || path.startsWith(`${group}/`)) ? path.slice(group.length) : path;
  const parts = posix.normalize(`/${inside}`).split('/').filter(Boolean);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    posix.join(point, ...parts.slice(0, parts.length - up)),
  );
}

async function readGroup(
  roots: SystemRoots,
  version: Version,
  folder: string,
): Promise<readonly MemoryScope[]> {
  const used = Number((await readSystemFile(roots, posix.join(folder, version.usageFile))) ?? Number.NaN);
  const statistics = (await readSystemFile(roots, posix.join(folder, 'memory.stat'))) ?? '';
  const reclaimable = numberAfter(statistics, version.reclaimableKey) ?? 0;
  const scopes: MemoryScope[] = [];
  for (const file of version.limitFiles) {
    const from = posix.join(folder, file);
    const limitBytes = parseLimit(await readSystemFile(roots, from));
    if (limitBytes === null) continue;
    const usedBytes = Number.isFinite(used) ? Math.max(0, used - reclaimable) : null;
    scopes.push({ name: `${version.label} ${file}`, limitBytes, usedBytes, from });
  }
  return scopes;
}

function parseLimit(text: string | null): number | null {
  const value = text?.trim() ?? '';
  if (!/^\d+$/.test(value)) return null;
  const bytes = Number(value);
  return bytes < noLimitFrom ? bytes : null;
}
