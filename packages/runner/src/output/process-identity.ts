import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { parseProcessStatus } from '@variegate/ground';
import { errnoOf } from '../errno.ts';

/** Which process, of which kernel, of which machine. Unknown parts are `0`. */
export interface ProcessIdentity {
  /** Digest of the machine's id and name, 8 hex digits. */
  readonly host: string;
  /** Digest of the id that the kernel drew when it started, 8 hex digits. */
  readonly boot: string;
  /** Inode of the pid namespace: two containers share a kernel but not their pids. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** Start of the process in ticks since the kernel started, so that a reused pid is another process. */
  readonly startTime: string;
}

let own: Promise<ProcessIdentity> | undefined;

/** The identity of this process. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= readOwnIdentity();
  return own;
}

async function readOwnIdentity(): Promise<ProcessIdentity> {
  const [machine, boot, namespace, stat] = await Promise.all([
    readFile('/etc/machine-id', 'utf8').catch(() => ''),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => null),
    readlink('/proc/self/ns/pid').catch(() => ''),
    readFile('/proc/self/stat', 'utf8').catch(() => null),
  ]);
  return {
    host: shortDigest(`${hostname()}\n${machine}`),
    boot: boot === null ? '0' : shortDigest(boot),
    pidNamespace: /\d+/.exec(namespace)?.[0] ?? '0',
    pid: process.pid,
    startTime: stat === null ? '0' : parseProcessStatus(stat).startTime,
  };
}

/**
 * Whether a process of this machine, kernel and pid namespace still runs; `unknown` where that cannot be seen from
 * here: it belongs to another one of these, or `/proc` hides it or shows another namespace than ours.
 */
export async function isAlive(other: ProcessIdentity): Promise<boolean | 'unknown'> {
  const self = await ownIdentity();
  if (other.host !== self.host || other.boot !== self.boot || other.pidNamespace !== self.pidNamespace) {
    return 'unknown';
  }
  if (self.startTime === '0') return answersToSignals(other.pid);
  const shownPid = await readlink('/proc/self').catch(() => null);
  if (shownPid !== String(process.pid)) return 'unknown';
  const stat = await readFile(`/proc/${other.pid}/stat`, 'utf8').catch(() => null);
  // Mounted with `hidepid`, `/proc` does not show the processes of other users.
  if (stat === null) return answersToSignals(other.pid) ? 'unknown' : false;
  const { state, startTime } = parseProcessStatus(stat);
  // A zombie has ended: its parent has not collected it, and may never do so.
  return startTime === other.startTime && !/^[ZX]$/.test(state);
}

function answersToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
