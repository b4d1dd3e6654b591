import { spawnSync } from 'node:child_process';

/** What may be absent on a machine so that a test cannot run there, by the names that the list of skips uses. */
export const skipConditions = {
  'no-test-media': () => (process.env['VARIEGATE_TEST_MEDIA'] ?? '') === '',
  'not-linux': () => process.platform !== 'linux',
  windows: () => process.platform === 'win32',
  root: () => process.getuid?.() === 0,
  'not-root': () => process.getuid?.() !== 0,
  'no-apt': () => !works('apt-get', '--version') || !works('dpkg-deb', '--version'),
  'no-python': () => !works('python3', '--version'),
  'no-pandas': () => !works('python3', '-c', 'import pandas, pyarrow'),
  'no-datasets': () => !works('python3', '-c', 'import datasets'),
  'no-vsc2022': () => (process.env['VSC2022_CHECKOUT'] ?? '') === '',
  'no-chromium': () => !works('chromium', '--version'),
  'no-setpriv': () => !works('setpriv', '--pdeathsig', 'KILL', 'true'),
  'no-strace': () => !works('strace', '-V'),
  'no-fault-injection': () => !works('strace', '-f', '-e', 'inject=fsync:error=EIO', 'true'),
  'no-inngest-server': () => (process.env['INNGEST_TEST_SERVER'] ?? '') === '',
  'no-mount': () => !works('unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'),
  'no-pid-namespace': () => !works('unshare', '--pid', '--fork', '--mount-proc', '--kill-child', 'true'),
  'no-network-namespace': () =>
    !works(
      ...['unshare', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'],
      ...['sh', '-c', 'ip link set lo up'],
    ),
} satisfies Record<string, () => boolean>;

/** The name of a condition. */
export type SkipCondition = keyof typeof skipConditions;

/** The conditions that hold on this machine, now. */
export function conditionsHere(): ReadonlySet<SkipCondition> {
  const names = Object.keys(skipConditions) as SkipCondition[];
  return new Set(names.filter(name => skipConditions[name]()));
}

function works(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
