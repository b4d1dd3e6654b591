import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';

const passOnModule = new URL('./pass-on.mjs', import.meta.url).href;

/** Source of a program that passes its place on to Node with the arguments it was given. */
const wrapper = `
  import { passOn } from ${JSON.stringify(passOnModule)};
  await passOn(process.execPath, process.argv.slice(1), { cwd: process.cwd(), env: process.env });
`;
const underWrapper = (...args: string[]) => ['--input-type=module', '-e', wrapper, '--', ...args];

/** When a program that nothing ends would end by itself: later than any test may. */
const ownEndMs = 4_000_000;

/** Source of a program that counts the signals it gets, and leaves with 40 plus that count a second after the first. */
const counter = `
  let count = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      count += 1;
      if (count === 1) setTimeout(() => process.exit(40 + count), 1000);
    });
  }
  setTimeout(() => process.exit(39), ${ownEndMs});
  console.log('ready');
`;

describe('passing on to the program of a command', () => {
  test.each([0, 1, 2, 70, 130])('ends with its exit code %i', code => {
    const { status } = spawnSync(process.execPath, underWrapper('-e', `process.exit(${code})`));
    expect(status).toBe(code);
  });

  test('hands over arguments exactly, whatever characters they hold', () => {
    const awkward = ['a b', '', '"', "'", '$HOME', '%PATH%', '*', '\\', '--', 'ä', 'a\nb', '&', '^'];
    const { stdout } = spawnSync(
      process.execPath,
      underWrapper('-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...awkward),
      { encoding: 'utf8' },
    );
    expect(JSON.parse(stdout)).toEqual(awkward);
  });

  test.skipIf(process.platform === 'win32')('dies of the signal that its program died of', () => {
    const { signal } = spawnSync(
      process.execPath,
      underWrapper('-e', 'process.kill(process.pid, "SIGKILL")'),
    );
    expect(signal).toBe('SIGKILL');
  });

  test.skipIf(process.platform === 'win32')(
    'forwards a signal that was sent to it alone, and waits for the program to end',
    async () => {
      const child = spawn(process.execPath, underWrapper('-e', counter), {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      expect(await once(child, 'exit')).toEqual([41, null]);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'forwards once what npm delivers twice in the same moment',
    async () => {
      const child = spawn(process.execPath, underWrapper('-e', counter), {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGTERM'), 50);
      expect(await once(child, 'exit')).toEqual([41, null]);
    },
  );
});

describe.skipIf(process.platform === 'win32')('a command whose npm was ended', () => {
  test('is ended with it, although the shell between them passes no signal on', async () => {
    const shell = spawn('sh', ['-c', '"$0" "$@"; exit 1', process.execPath, ...underWrapper('-e', counter)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'variegate' },
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    // The pipe closes when the last process that writes to it has ended: long before the program's own end.
    await once(shell.stdout.resume(), 'close');
    expect(shell.signalCode).toBe('SIGKILL');
  });
});

/** Source of a program that, like a run with encodes, finishes something long after a first signal. */
const finisher = `
  let count = 0;
  process.on('SIGTERM', () => {
    count += 1;
    if (count === 2) process.exit(0);
  });
  setTimeout(() => {}, ${ownEndMs});
  console.log('ready');
`;

describe.skipIf(process.platform === 'win32')('a command whose wrapper was killed', () => {
  test.each([
    ['that signals end', `setTimeout(() => {}, ${ownEndMs}); console.log("ready")`],
    ['that a second signal ends', finisher],
    [
      'that no signal ends',
      `process.on("SIGTERM", () => {}); setTimeout(() => {}, ${ownEndMs}); console.log("ready")`,
    ],
  ])('ends with it, a program %s', async (_, program) => {
    const child = spawn(process.execPath, underWrapper('-e', program), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    // The pipe closes when the last process that writes to it has ended.
    await once(child.stdout.resume(), 'close');
    expect(child.signalCode).toBe('SIGKILL');
  });

  test('leaves the programs that it starts alone while it lives', async () => {
    const forking = `
      const { fork } = require('node:child_process');
      const { writeFileSync } = require('node:fs');
      const { Worker } = require('node:worker_threads');
      const file = require('node:path').join(require('node:os').tmpdir(), 'variegate-forked-' + process.pid + '.cjs');
      writeFileSync(file, 'process.send("forked"); process.disconnect()');
      fork(file).on('message', message => {
        require('node:fs').rmSync(file);
        new Worker('require("node:worker_threads").parentPort.postMessage("threaded")', { eval: true })
          .on('message', second => console.log(message, second));
      });
    `;
    const { stdout, status } = spawnSync(process.execPath, underWrapper('-e', forking), { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: 'forked threaded\n', status: 0 });
  });
});
