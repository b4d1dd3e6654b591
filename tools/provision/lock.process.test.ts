import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

const lockModule = new URL('./lock.mjs', import.meta.url).href;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variegate lock '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that, under the lock, notes that it came in, stays a moment, and notes that it left. */
const visitor = `
  import { appendFileSync } from 'node:fs';
  import { setTimeout } from 'node:timers/promises';
  import { withLock } from ${JSON.stringify(lockModule)};
  const [folder, name, stayMs] = process.argv.slice(1);
  await withLock(folder, async () => {
    appendFileSync(folder + '/visits', 'in ' + name + '\\n');
    await setTimeout(Number(stayMs));
    appendFileSync(folder + '/visits', 'out ' + name + '\\n');
  });
`;

function startVisitor(name: string, stayMs: number) {
  return spawn(process.execPath, ['--input-type=module', '-e', visitor, folder, name, String(stayMs)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
}

const visits = () => readFileSync(join(folder, 'visits'), 'utf8').trim().split('\n');

async function untilThereAreVisits() {
  for (let tries = 0; tries < 500 && !existsSync(join(folder, 'visits')); tries += 1) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('the lock of the toolchain', () => {
  test('lets one process in at a time, whatever the order', async () => {
    const visitors = ['a', 'b', 'c', 'd'].map(name => startVisitor(name, 60));
    const codes = await Promise.all(visitors.map(async visitor => (await once(visitor, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
    const lines = visits();
    expect(lines).toHaveLength(8);
    for (let index = 0; index < lines.length; index += 2) {
      expect(lines[index + 1]).toBe(lines[index]?.replace('in', 'out'));
    }
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  test('passes from a killed process to all that wait for it, one at a time', async () => {
    const killed = startVisitor('killed', 60_000);
    await untilThereAreVisits();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const waiting = ['a', 'b', 'c'].map(name => startVisitor(name, 40));
    await Promise.all(waiting.map(visitor => once(visitor, 'exit')));
    const lines = visits();
    expect(lines[0]).toBe('in killed');
    expect(lines).toHaveLength(7);
    for (let index = 1; index < lines.length; index += 2) {
      expect(lines[index + 1]).toBe(lines[index]?.replace('in', 'out'));
    }
  });

  test('is taken from an owner on another machine only when its touches have stopped', async () => {
    const lock = join(folder, 'lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'owner'), JSON.stringify({ host: `not-${hostname()}`, pid: process.pid }));
    let waited = false;
    const result = withLock(folder, async () => 'mine', {
      onWait: () => {
        waited = true;
        const longAgo = new Date(Date.now() - 60_000);
        utimesSync(lock, longAgo, longAgo);
      },
    });
    await expect(result).resolves.toBe('mine');
    expect(waited).toBe(true);
  });

  test('is given back when the work fails', async () => {
    const failing = withLock(folder, async () => {
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    await expect(withLock(folder, async () => 'next')).resolves.toBe('next');
  });
});
