import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 1000;
const abandonedAfterMs = 15_000;
const pollMs = 100;

/**
 * Runs `work` while no other process on any machine that shares `folder` does. The lock is a folder made in one step;
 * its owner touches it every second, so one that was killed is noticed: at once on its own host by its process id,
 * from elsewhere after 15 s without a touch.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void }} [options] `onWait` is called once if another process holds the lock.
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, { onWait } = {}) {
  const lock = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  for (let waited = false; !take(lock); await sleep(pollMs)) {
    if (!waited) onWait?.();
    waited = true;
    if (isAbandoned(lock)) removeAbandoned(lock);
  }
  const heartbeat = setInterval(() => utimesSync(lock, new Date(), new Date()), heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // A folder that is being removed on Windows answers so for a moment.
    if (process.platform === 'win32' && isCode(error, 'EPERM')) return false;
    throw error;
  }
  writeFileSync(join(lock, 'owner'), JSON.stringify({ host: hostname(), pid: process.pid }));
  return true;
}

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > abandonedAfterMs) return true;
    const owner = JSON.parse(readFileSync(join(lock, 'owner'), 'utf8'));
    return owner.host === hostname() && !isAlive(owner.pid);
  } catch {
    return false; // gone, or made this very moment
  }
}

/**
 * Two waiting processes can both see an abandoned lock; the second must not remove the lock that the first has taken
 * since. So removal itself is guarded, and looks again.
 * @param {string} lock
 */
function removeAbandoned(lock) {
  const guard = `${lock}-removal`;
  if (!take(guard)) {
    if (isAbandoned(guard)) rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (!isAbandoned(lock)) return;
    const aside = `${lock}-abandoned-${randomUUID()}`;
    renameSync(lock, aside);
    rmSync(aside, { recursive: true, force: true });
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
