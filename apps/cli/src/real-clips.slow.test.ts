import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { strategyNames } from '@variegate/core-filters';
import { describe, expect, test } from 'vitest';
import { assertDecodes } from './testing/clip.ts';
import { runCommand, startCommand, summaryOf } from './testing/command.ts';
import {
  deterministicManifest,
  digestsOf,
  leftoversIn,
  mediaIn,
  processesIn,
} from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
const realClips = media !== '';

/**
 * The first seconds of the long clips, cut without decoding, and the odd ones as they are: hand-held clips from
 * facebook/ThreatExchange (tmk/sample-videos), a street from intel-iot-devkit/sample-videos, test resources of
 * meta-pytorch/torchcodec.
 */
async function gatherClips(folder: string, seconds: number): Promise<readonly string[]> {
  await mkdir(folder);
  const isVideo = (name: string) => /\.(mp4|mkv|avi|webm)$/.test(name);
  const long = path.join(media, 'media');
  for (const name of (await readdir(long)).filter(isVideo)) {
    await promisify(execFile)('ffmpeg', [
      ...['-v', 'error', '-nostdin', '-i', path.join(long, name), '-t', `${seconds}`, '-c', 'copy'],
      path.join(folder, name),
    ]);
  }
  const odd = path.join(long, 'odd');
  for (const name of (await readdir(odd)).filter(isVideo)) {
    await symlink(path.join(odd, name), path.join(folder, name));
  }
  return readdir(folder);
}

describe.skipIf(!realClips)('On real clips', () => {
  test.each(strategyNames)(
    'a batch of all by %s succeeds for each, adds up, and verifies when it is decoded again.',
    async strategy => {
      await using folder = await temporaryFolder();
      const clips = await gatherClips(path.join(folder.path, 'in'), 0.8);
      const command = ['batch', 'in', '-n', '1', '-s', strategy, '-o', 'out', '--json'];
      const end = await runCommand(command, { cwd: folder.path });
      const summary = summaryOf(end.stdout);
      expect(summary.variants?.filter(({ error }) => error !== null)).toEqual([]);
      expect(summary).toMatchObject({ requested: clips.length, succeeded: clips.length, resultsError: null });
      expect(end.exitCode).toBe(0);
      expect(summary.renderCpuSeconds).toBeLessThan(summary.cpuSeconds);

      const out = path.join(folder.path, 'out');
      for (const name of await mediaIn(out)) await assertDecodes(path.join(out, name));
      const again = await runCommand([...command, '--verify', 'decode'], { cwd: folder.path });
      expect(summaryOf(again.stdout)).toMatchObject({ skipped: clips.length, succeeded: 0, failed: 0 });
      expect(await leftoversIn(out)).toEqual([]);
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'a batch that is killed five times at random moments ends as an undisturbed one does.',
    async () => {
      await using folder = await temporaryFolder();
      await gatherClips(path.join(folder.path, 'in'), 0.5);
      const command = (out: string) => ['batch', 'in', '-n', '1', '--controls', '1', '-o', out, '--json'];
      const at = (name: string) => path.join(folder.path, name);
      const startedMs = performance.now();
      const whole = summaryOf((await runCommand(command('whole'), { cwd: folder.path })).stdout);
      const wholeMs = performance.now() - startedMs;
      expect(whole.failed).toBe(0);

      for (let kill = 0; kill < 5; kill += 1) {
        const running = startCommand(command('killed'), { cwd: folder.path });
        await Promise.race([delay(Math.random() * wholeMs * 0.3), running.end]);
        running.process.kill('SIGKILL');
        await running.end;
        await expect.poll(() => processesIn(at('killed'))).toEqual([]);
      }
      const last = summaryOf((await runCommand(command('killed'), { cwd: folder.path })).stdout);
      expect(last.succeeded + last.skipped).toBe(whole.requested);
      expect(await leftoversIn(at('killed'))).toEqual([]);
      expect(await digestsOf(at('killed'))).toEqual(await digestsOf(at('whole')));
      expect(await deterministicManifest(at('killed'))).toEqual(await deterministicManifest(at('whole')));
      const truth = (name: string) => readFile(path.join(at(name), 'ground_truth.csv'), 'utf8');
      expect(await truth('killed')).toBe(await truth('whole'));
    },
  );
});
