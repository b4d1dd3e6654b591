import { randomBytes } from 'node:crypto';
import type { ProcessIdentity } from './process-identity.ts';

/** A name that says who owns the file. */
export interface ScratchName {
  readonly owner: ProcessIdentity;
  /** A file that is being written, or the lease that its owner keeps touching. */
  readonly kind: 'part' | 'lease';
}

const pattern = /^\.tmp-(?:([0-9a-f]+)-([0-9a-f]+)-(\d+)-(\d+)-(\d+))(?:-[0-9a-f]+\.(part)|\.(lease))$/;

/** A new name for a file that the given process writes before it publishes it. */
export function scratchName(owner: ProcessIdentity): string {
  return `${prefix(owner)}-${randomBytes(6).toString('hex')}.part`;
}

/** The name of the lease file by which the given process says that it lives. */
export function leaseName(owner: ProcessIdentity): string {
  return `${prefix(owner)}.lease`;
}

/** Reads a file's name; `null` when it is not one of ours. */
export function parseScratchName(name: string): ScratchName | null {
  const match = pattern.exec(name);
  if (match === null) return null;
  const [, host = '', boot = '', pidNamespace = '', pid = '', startTime = '', part] = match;
  return {
    owner: { host, boot, pidNamespace, pid: Number(pid), startTime },
    kind: part === undefined ? 'lease' : 'part',
  };
}

function prefix({ host, boot, pidNamespace, pid, startTime }: ProcessIdentity): string {
  return `.tmp-${host}-${boot}-${pidNamespace}-${pid}-${startTime}`;
}
