import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ServerPart, Servers } from './servers.ts';

function pidOf({ pidFile }: ServerPart): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

/** Ends a part of the server. */
export function endPart(part: ServerPart, signal: NodeJS.Signals): void {
  const pid = pidOf(part);
  if (pid === null) throw new Error(`"${part.pidFile}" names no process that runs.`);
  process.kill(pid, signal);
}

/** Starts what does not run, stores first: what a supervisor does, without which a server stays away after an outage of Redis. */
export function superviseParts({ postgres, redis, server }: Servers): void {
  for (const part of [postgres, redis, server]) if (pidOf(part) === null) startPart(part.start);
}

/** Runs the command that starts a part. */
export function startPart([program = '', ...words]: ServerPart['start']): void {
  execFileSync(program, words, { stdio: 'ignore', timeout: 120_000 });
}
