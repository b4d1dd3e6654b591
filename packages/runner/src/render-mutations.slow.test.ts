import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFfmpeg } from './capabilities/find-ffmpeg.ts';
import { RunnerError } from './errors.ts';
import { openInput } from './input/open-input.ts';
import { render } from './render.ts';
import { exampleCommand } from './testing/example-command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';
import { verifyFrames } from './testing/verify-frames.ts';

const endings = ['mp4', 'mkv', 'avi', 'ts', 'flv', 'mpg'] as const;
const mutationsEach = 20;

/** What a broken input may lead to; anything else would blame the wrong part. */
const innocent = new Set([
  'RUNNER_INPUT_INVALID',
  'RUNNER_INPUT_REFUSED', // a size field beyond the limit on pixels
  'RUNNER_INPUT_DAMAGED',
  'RUNNER_INPUT_UNUSABLE', // cut to nothing
  'RUNNER_FAILED', // nonsense that only the encoder or the muxer notices
]);

/** A small generator of repeatable numbers between 0 and 1 (mulberry32). */
function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Cuts a file short, or flips one bit in every 10,000 to 100, by the seed. */
function mutated(original: Buffer, seed: number): Buffer {
  const random = repeatable(seed);
  if (seed % 3 === 0) return original.subarray(0, Math.floor(random() * original.length));
  const copy = Buffer.from(original);
  const flips = Math.ceil(original.length * 8 * 10 ** (-4 + 2 * random()));
  for (let flip = 0; flip < flips; flip += 1) {
    const place = Math.floor(random() * copy.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return copy;
}

test.each(endings)(
  `Of ${mutationsEach} broken %s files, none leads to a file that verification did not see whole.`,
  async ending => {
    const ffmpeg = await findFfmpeg();
    const command = exampleCommand();
    const original = await readFile(await testClip({ ending }));
    await using folder = await temporaryFolder();
    const inputPath = join(folder.path, `in.${ending}`);
    const seen: Record<string, number> = {};
    let published = 0;
    for (let seed = 0; seed < mutationsEach; seed += 1) {
      await writeFile(inputPath, mutated(original, seed));
      const outputPath = join(folder.path, `${seed}.mp4`);
      const attempt = async () => {
        await using input = await openInput(inputPath, 'video');
        await using rendering = render(command, {
          ...{
            ffmpeg,
            inputs: [input],
            resolveFile: (reference: string) => reference,
            outputPath,
            replace: false,
          },
          timeoutMs: 60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1),
          verify: async path => {
            try {
              return await verifyFrames(path, command.expected.frameCount);
            } catch (error) {
              throw new Error('refused by verification', { cause: error });
            }
          },
        });
        return await rendering.result;
      };
      const [outcome] = await Promise.allSettled([attempt()]);
      const names = await readdir(folder.path);
      if (outcome.status === 'fulfilled') {
        published += 1;
        expect(outcome.value.verification).toBeGreaterThanOrEqual(command.expected.frameCount - 2);
        expect(names).toContain(`${seed}.mp4`);
      } else {
        const { reason } = outcome;
        const kind = reason instanceof RunnerError ? reason.code : reason.message;
        seen[kind] = (seen[kind] ?? 0) + 1;
        if (reason instanceof RunnerError) expect(innocent).toContain(reason.code);
        else expect(reason.message).toBe('refused by verification');
        expect(names).not.toContain(`${seed}.mp4`);
      }
      expect(names.filter(name => name.startsWith('.tmp-'))).toEqual([]);
    }
    const failed = Object.values(seen).reduce((sum, count) => sum + count, 0);
    expect(published + failed).toBe(mutationsEach);
    // Both ends must occur, or the mutations would show nothing.
    expect(failed).toBeGreaterThan(0);
  },
);
