import { hardwareEncoderNames } from '@variegate/core-filters';
import { chooseEncoder, findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand, summaryOf } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const drawing = ['-n', '1', '--only', 'brightness', '--measure', 'off'];

/** A hardware encoder that fails here, and why: no machine has all of them. */
async function failingEncoder(): Promise<{ readonly wanted: string; readonly reason: string }> {
  const ffmpeg = await findFfmpeg();
  for (const wanted of hardwareEncoderNames) {
    const { reason } = await chooseEncoder({ ffmpeg, wanted, fallback: 'libx264' });
    if (reason !== null) return { wanted, reason };
  }
  throw new Error('Every hardware encoder works here.');
}

test('A hardware encoder that fails is replaced with its reason, in every view, and the variant is that of libx264.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const { wanted, reason } = await failingEncoder();
  const sentence = `${wanted} cannot be used, because ${reason}; libx264 is used instead\n`;
  const variants = (...more: readonly string[]) =>
    runCommand(['variants', clip, ...drawing, '-o', folder.path, '--encoder', wanted, ...more]);

  const reported = await variants('--json');
  expect(reported.exitCode).toBe(0);
  expect(parseLines(reported.stdout)[1]).toMatchObject({
    ...{ type: 'encoder-unavailable', wanted, used: 'libx264', reason },
  });
  const planned = await runCommand(['plan', clip, ...drawing.slice(0, 4), '--encoder', 'libx264', '--json']);
  expect(summaryOf(reported.stdout).variants?.[0]?.id).toBe(parseLines(planned.stdout)[0]?.['id']);

  const plain = await variants();
  expect(plain.exitCode).toBe(0);
  expect(plain.stderr).toContain(sentence);
  expect((await variants('--quiet')).stderr).toBe(sentence);
  const fallback = await runCommand(['plan', clip, ...drawing.slice(0, 4), '--encoder', wanted, '--json']);
  expect(fallback).toEqual({ exitCode: 0, stdout: planned.stdout, stderr: sentence });
});

test('A durable batch falls back alike, and says so after its size.', async () => {
  await using folder = await temporaryFolder();
  const clip = await clipOf(1);
  const { wanted, reason } = await failingEncoder();
  const batch = ['batch', clip, ...drawing, '-o', folder.path, '--json'];
  const durable = await runCommand([...batch, '--durable', '--encoder', wanted]);
  expect(durable.exitCode).toBe(0);
  expect(parseLines(durable.stdout).slice(0, 2)).toMatchObject([
    { type: 'batch-planned' },
    { type: 'encoder-unavailable', wanted, used: 'libx264', reason },
  ]);
  const software = summaryOf((await runCommand(batch)).stdout);
  expect(software).toMatchObject({ requested: 1, skipped: 1, succeeded: 0 });
});
