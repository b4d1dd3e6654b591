import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { settingDefinitions, settingNames } from './configuration/setting-registry.ts';

const folder = fileURLToPath(new URL('../../../deploy', import.meta.url));

test('Every variable of a setting that a file of deploy/ sets is one.', async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  expect(files.length).toBeGreaterThan(8);
  const variables = new Set<string>(settingNames.map(name => settingDefinitions[name].variable));
  for (const { parentPath, name } of files) {
    const text = await readFile(path.join(parentPath, name), 'utf8');
    const set = text.match(/\b(?:VARIEGATE_[A-Z_]+|INNGEST_(?:BASE_URL|[A-Z]+_KEY))\b/g) ?? [];
    expect(
      set.filter(variable => !variables.has(variable)),
      name,
    ).toEqual([]);
  }
});

test('A supervisor waits longer for the end of a worker than a worker waits for its renders.', async () => {
  const drainSeconds = Number(settingDefinitions.drainSeconds.default);
  expect(drainSeconds).toBeGreaterThan(0);
  const limits = await Promise.all([
    readFile(path.join(folder, 'systemd', 'variegate.service'), 'utf8'),
    readFile(path.join(folder, 'compose.yaml'), 'utf8'),
  ]);
  for (const text of limits) {
    const [, seconds] = /(?:TimeoutStopSec=|stop_grace_period: )(\d+)/.exec(text) ?? [];
    expect(Number(seconds)).toBeGreaterThan(drainSeconds);
  }
});
