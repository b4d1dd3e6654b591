import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';

test('The demo starts the service, shows the progress of the batch, prints its summary and stops the service.', async () => {
  const { exitCode, output } = await runQuietly(process.execPath, [
    join(rootFolder, 'tools', 'run.mjs'),
    'demo:workflow',
  ]);
  expect(exitCode, output).toBe(0);
  expect(output).toMatch(/the service answers at http:\/\/127\.0\.0\.1:\d+/);
  expect(output).toMatch(/3 of 3 made|3 skipped/);
  expect(output).toContain('the service has stopped');
  const names = readdirSync(join(rootFolder, 'demo-output', 'workflow'));
  expect(names.filter(name => name.endsWith('.mp4'))).toHaveLength(3);
  expect(names).toContain('manifest.json');
});
