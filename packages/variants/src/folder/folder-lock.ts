import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, makeFolder, openOwnFile, ownIdentity, type ProcessIdentity } from '@variegate/runner';
import { OutputFolderBusyError } from '../errors.ts';

/** The right to work in an output folder, until it is disposed of. */
export type FolderLock = AsyncDisposable;

/** Times of the rule for owners whose life cannot be seen from here. */
const touchEveryMs = 10_000;
const abandonedAfterMs = 600_000;
const rounds = 8;

/**
 * Takes the lock of a folder. Every contender writes a claim under a unique name, then checks the others'
 * claims: beside a living one it withdraws. So two can withdraw from each other, and then draw lots by waiting, but
 * two can never both hold the lock, since the later of two claims sees the earlier. A claim is removed only when its
 * owner is dead, or, where that cannot be seen (another machine or container), when it was not touched for ten minutes
 * of the file system's own clock. No name is ever used twice, so no one can remove a claim that is not the dead one's.
 *
 * @param folder - the folder that holds the claims; made where there is none.
 * @throws {VARIANTS_OUTPUT_FOLDER_BUSY} when a living process holds the lock.
 */
export async function lockFolder(folder: string, subject: string): Promise<FolderLock> {
  await makeFolder(folder);
  const token = claimToken(await ownIdentity());
  const claim = path.join(folder, `${token}.claim`);
  const held = path.join(folder, `${token}.held`);
  for (let round = 1; ; round += 1) {
    await writeFile(claim, '', { flag: 'wx' });
    const rivals = await livingRivals(folder, token);
    if (rivals.length === 0) break;
    await rm(claim, { force: true });
    const holder = rivals.find(rival => rival.held);
    if (holder !== undefined || round === rounds) {
      throw new OutputFolderBusyError(`${describe(holder ?? rivals[0])} is working in "${subject}".`);
    }
    await delay(10 + Math.random() * 20 * round);
  }
  const claimed = await hold(claim, held).catch(async (error: unknown) => {
    await rm(claim, { force: true });
    throw error;
  });
  // Writing, unlike setting times, goes by the clock of the file system.
  const touching = setInterval(() => claimed.write('.', 0).catch(() => {}), touchEveryMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(touching);
      await claimed.close();
      await rm(held, { force: true });
      await rm(claim, { force: true });
    },
  };
}

/** Both names can be read in the folder by now, so neither may be followed if it has become a link. */
async function hold(claim: string, held: string): Promise<FileHandle> {
  const claimed = await openOwnFile(claim, constants.O_WRONLY);
  try {
    await writeFile(held, '', { flag: 'wx' });
    return claimed;
  } catch (error) {
    await claimed.close();
    throw error;
  }
}

interface Claim {
  readonly token: string;
  readonly owner: ProcessIdentity;
  readonly held: boolean;
}

async function livingRivals(folder: string, ownToken: string): Promise<readonly Claim[]> {
  const names = await readdir(folder);
  const held = new Set(names.filter(name => name.endsWith('.held')).map(name => path.parse(name).name));
  const tokens = new Set(names.map(name => path.parse(name).name));
  const living: Claim[] = [];
  for (const token of tokens) {
    const owner = parseToken(token);
    if (token === ownToken || owner === null) continue;
    if (await isStale(folder, token, owner, ownToken)) {
      await rm(path.join(folder, `${token}.held`), { force: true });
      await rm(path.join(folder, `${token}.claim`), { force: true });
    } else {
      living.push({ token, owner, held: held.has(token) });
    }
  }
  return living;
}

async function isStale(
  folder: string,
  token: string,
  owner: ProcessIdentity,
  ownToken: string,
): Promise<boolean> {
  const alive = await isAlive(owner);
  if (alive !== 'unknown') return !alive;
  const now = await modified(path.join(folder, `${ownToken}.claim`));
  const touched = await modified(path.join(folder, `${token}.claim`));
  return now !== null && touched !== null && now - touched > abandonedAfterMs;
}

async function modified(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.mtimeMs ?? null;
}

function claimToken({ host, boot, pidNamespace, pid, startTime }: ProcessIdentity): string {
  return [host, boot, pidNamespace, pid, startTime, randomBytes(6).toString('hex')].join('-');
}

function parseToken(token: string): ProcessIdentity | null {
  const match = /^([0-9a-f]+)-([0-9a-f]+)-(\d+)-(\d+)-(\d+)-[0-9a-f]+$/.exec(token);
  if (match === null) return null;
  const [, host = '', boot = '', pidNamespace = '', pid = '', startTime = ''] = match;
  return { host, boot, pidNamespace, pid: Number(pid), startTime };
}

function describe(claim: Claim | undefined): string {
  return claim === undefined ? 'Another process' : `Another process (pid ${claim.owner.pid})`;
}
