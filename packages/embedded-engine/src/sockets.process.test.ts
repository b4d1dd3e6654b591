import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { runScript } from './testing/run-script.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SCRIPT = new URL('testing/socket-trace-process.ts', import.meta.url);
const hasStrace = spawnSync('strace', ['-V']).status === 0;

test('Node makes no socket and looks up no name while functions send, publish, sleep and invoke.', async () => {
  await using script = runScript(SCRIPT);
  const { value } = await script.lines.next();
  const { outcome, made } = JSON.parse(String(value)) as { outcome: unknown; made: string[] };
  expect(outcome).toEqual({ status: 'completed', output: 2 });
  expect(made).toContain('PROMISE');
  expect(made.filter(type => /TCP|UDP|TLS|HTTP|GETADDRINFO|QUERYWRAP/.test(type))).toEqual([]);
});

test.skipIf(!hasStrace)(
  'The system sees no internet socket made by the process (traced with strace).',
  () => {
    using folder = temporaryFolder();
    const trace = folder.path('trace.txt');
    const calls = 'trace=socket,connect,bind,listen,accept,accept4,sendto';
    const traced = spawnSync('strace', [
      '-f',
      '-qq',
      '-e',
      calls,
      '-o',
      trace,
      process.execPath,
      fileURLToPath(SCRIPT),
    ]);
    expect(traced.status).toBe(0);
    const lines = readFileSync(trace, 'utf8').split('\n');
    expect(lines.filter(line => /AF_INET|PF_INET|listen\(/.test(line))).toEqual([]);
  },
);
