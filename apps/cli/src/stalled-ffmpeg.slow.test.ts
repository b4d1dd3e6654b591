import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exitCodes } from './exit-codes.ts';
import { alteredFfmpeg } from './testing/altered-ffmpeg.ts';
import { clipOf } from './testing/clip.ts';
import { runCommand, summaryOf } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// As requested, and with separate filters for the step; a lighter chain of one step would be that one again.
const graphs = 2;
const spins = fileURLToPath(new URL('../../../test-fixtures/executables/spins', import.meta.url));

describe.skipIf(process.platform === 'win32')('An ffmpeg that computes for ever', () => {
  test.each(['variants', 'batch --durable'])(
    'costs "%s" the stall limit once for each of two graphs.',
    async command => {
      await using folder = await temporaryFolder();
      const log = path.join(folder.path, 'renders');
      const render = `echo begun >> '${log}'; exec '${spins}'`;
      const ffmpeg = await alteredFfmpeg(path.join(folder.path, 'bin'), { render });
      const { exitCode, stdout } = await runCommand([
        ...command.split(' '),
        ...[await clipOf(1), '-n', '1', '--only', 'vibrance', '--measure', 'off', '--json'],
        ...['-o', path.join(folder.path, 'out'), '--ffmpeg', ffmpeg],
      ]);
      expect(exitCode).toBe(exitCodes.someFailed);
      const [variant, ...more] = summaryOf(stdout).variants ?? [];
      expect(more).toEqual([]);
      expect(variant).toMatchObject({ status: 'failed', attempts: 1, error: { code: 'RUNNER_STALLED' } });
      expect(variant?.error?.message).toMatch(/^Not one frame came out of ffmpeg in \d/);
      // Half a minute, and two seconds until it is killed; the rest is for a machine that has much else to do.
      expect(variant?.processingSeconds).toBeGreaterThan(30);
      expect(variant?.processingSeconds).toBeLessThan(55);
      expect((await readFile(log, 'utf8')).split('\n')).toHaveLength(graphs + 1);
    },
  );
});
