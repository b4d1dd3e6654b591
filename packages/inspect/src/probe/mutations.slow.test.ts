import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container } from '@variegate/core-filters';
import { findFfmpeg, RunnerError } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { InspectError } from '../errors.ts';
import { generatedClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { verify } from '../verify/verify.ts';
import { probe } from './probe.ts';

const codecs: Readonly<Record<string, readonly string[]>> = {
  mp4: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  mkv: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  ts: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'],
  avi: ['-c:v', 'mpeg4', '-c:a', 'libmp3lame'],
  webm: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  mpg: ['-c:v', 'mpeg2video', '-c:a', 'mp2'],
};

/** Containers that variants are written in; a file of another kind is never one, whole or not. */
const containers: Readonly<Record<string, Container>> = { mp4: 'mp4', mkv: 'mkv', webm: 'mkv' };

const mutationsEach = 20;

/** Numbers without a pattern, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Cuts, flips bits, or puts noise over a stretch. */
function mutate(original: Buffer, seed: number): Buffer {
  const next = numbers(seed + 1);
  const bytes = Buffer.from(original);
  const kind = seed % 3;
  if (kind === 0) return bytes.subarray(0, 1 + next(bytes.length - 1));
  if (kind === 1) {
    for (let flip = 0; flip <= next(200); flip++) {
      const at = next(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
    }
    return bytes;
  }
  const start = next(bytes.length);
  for (let at = start; at < Math.min(bytes.length, start + 1 + next(2000)); at++) bytes[at] = next(256);
  return bytes;
}

describe('A damaged file', () => {
  test.each(Object.keys(codecs))(
    'of the kind %s is described or refused in words of our own, and is never taken for whole when it is shorter',
    async ending => {
      await using folder = await temporaryFolder();
      const ffmpeg = await findFfmpeg();
      const clip = await generatedClip(
        `mutated.${ending}`,
        ...['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=1'],
        ...['-f', 'lavfi', '-i', 'sine=duration=1', ...(codecs[ending] ?? []), '-pix_fmt', 'yuv420p'],
      );
      const original = await readFile(clip);
      const container = containers[ending] ?? 'mp4';
      const path = join(folder.path, `damaged.${ending}`);
      const expected = { durationSeconds: 1, frameCount: 25, width: 160, height: 120, hasAudio: true };
      for (let seed = 0; seed < mutationsEach; seed++) {
        await writeFile(path, mutate(original, seed));
        const timeoutMs = 30_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);
        const outcomes = await Promise.allSettled([
          probe(path, { ffmpeg, timeoutMs }),
          verify(path, { ffmpeg, expected, container, hashFrames: 'each-second', timeoutMs }),
        ]);
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') continue;
          const { reason } = outcome;
          expect(reason instanceof InspectError || reason instanceof RunnerError, `${seed}: ${reason}`).toBe(
            true,
          );
          expect(reason, `seed ${seed}`).not.toMatchObject({ code: 'RUNNER_TIMED_OUT' });
        }
        const verified = outcomes[1];
        if (verified.status === 'fulfilled') expect(verified.value.frameCount).toBeGreaterThanOrEqual(22);
      }
    },
  );
});
