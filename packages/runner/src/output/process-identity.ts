import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errnoOf } from '../failure/errno.ts';

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
    startTime: stat === null ? '0' : startTimeOf(stat),
  };
}

/**
 * Whether a process of this machine, kernel and pid namespace still runs; `unknown` where that cannot be told from
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
  return startTimeOf(stat) === other.startTime && !hasEnded(stat);
}

function answersToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}

/** A zombie, which nobody has collected and perhaps nobody ever will. */
function hasEnded(stat: string): boolean {
  return /^[ZX]$/.test(fieldsAfterName(stat)[0] ?? '');
}

function startTimeOf(stat: string): string {
  return fieldsAfterName(stat)[19] ?? '0';
}

/** Fields 3 and up of `/proc/<pid>/stat`; the name in field 2 may contain spaces and brackets. */
function fieldsAfterName(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
