import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { runScript } from './testing/run-script.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('A step that kills its process is begun as often as it may be, and then fails in its function.', async () => {
  using folder = temporaryFolder();
  const log = folder.path('log.txt');
  let said: unknown;
  for (let life = 0; life < 6 && said === undefined; life += 1) {
    await using script = runScript(
      new URL('testing/killer-process.ts', import.meta.url),
      folder.path('store.db'),
      log,
    );
    said = (await script.lines.next()).value;
    await script.ended();
  }
  expect(JSON.parse(String(said))).toEqual({
    status: 'completed',
    output: 'StartLimitError: The process ended in the middle 3 times.',
  });
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  expect(lines.filter(line => line === 'harmless')).toHaveLength(1);
  // The first time the step runs within the call that found it; then it has its own job and starts.
  expect(lines.filter(line => line === 'deadly').length).toBeLessThanOrEqual(4);
});
