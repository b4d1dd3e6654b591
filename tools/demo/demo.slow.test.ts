import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variegate demo '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the demo', () => {
  test('makes five files that decode without an error, the manifest and the ground truth', async () => {
    const { exitCode, output } = await runQuietly(process.execPath, [
      join(rootFolder, 'tools', 'run.mjs'),
      ...['demo', '-o', folder],
    ]);
    expect(exitCode, output).toBe(0);
    const names = readdirSync(folder);
    expect(names).toContain('manifest.json');
    expect(names).toContain('ground_truth.csv');
    const variants = names.filter(name => name.endsWith('.mp4'));
    expect(variants).toHaveLength(5);
    for (const variant of variants) {
      const path = join(folder, variant);
      expect(output).toContain(path);
      const decoded = await runQuietly('ffmpeg', ['-v', 'error', '-xerror', '-i', path, '-f', 'null', '-']);
      expect(decoded, variant).toMatchObject({ exitCode: 0, output: '' });
    }
  });

  test('says what is wrong with the user’s own file and makes nothing', async () => {
    const missing = join(folder, 'missing.mp4');
    const { exitCode, output } = await runQuietly(process.execPath, [
      join(rootFolder, 'tools', 'run.mjs'),
      ...['demo', missing, '-o', join(folder, 'out')],
    ]);
    expect(exitCode).toBe(2);
    expect(output).toContain(missing);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
