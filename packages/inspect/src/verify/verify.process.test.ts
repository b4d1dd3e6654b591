import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Container, ExpectedOutput } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { ffmpeg, ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type VerifyOptions, verify } from './verify.ts';

const ordinary: ExpectedOutput = {
  durationSeconds: 4,
  frameCount: 100,
  width: 320,
  height: 240,
  hasAudio: true,
};

async function verified(path: string, options: Partial<VerifyOptions> = {}) {
  return verify(path, { ffmpeg: await findFfmpeg(), expected: ordinary, container: 'mp4', ...options });
}

async function mismatchesOf(path: string, options: Partial<VerifyOptions> = {}): Promise<readonly string[]> {
  const error = await verified(path, options).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'INSPECT_VERIFICATION_FAILED',
    retry: { kind: 'now', atMost: 1 },
    path,
  });
  return (error as { mismatches: readonly string[] }).mismatches;
}

/** The ordinary clip, copied into another container. */
async function copyTo(folder: string, container: Container): Promise<string> {
  const path = join(folder, `clip.${container}`);
  await ffmpeg('-i', await ordinaryClip(), '-c', 'copy', path);
  return path;
}

describe('verify', () => {
  test('accepts a whole file and says what it has seen', async () => {
    const verification = await verified(await ordinaryClip());
    expect(verification).toMatchObject({ ...ordinary, durationSeconds: expect.closeTo(4, 2), pdq: null });
    expect(verification.sizeBytes).toBe((await readFile(await ordinaryClip())).length);
  });

  test('hashes the first frame of each second, and the audio, in the same decode', async () => {
    const verification = await verified(await ordinaryClip(), { hashFrames: 'each-second' });
    expect(verification.pdq?.map(frame => frame.timeSeconds)).toEqual([0, 1, 2, 3]);
    for (const frame of verification.pdq ?? []) expect(frame.quality).toBeGreaterThan(50);
    const hasChromaprint = (await findFfmpeg()).muxers.has('chromaprint');
    expect(verification.audioFingerprint === null).toBe(!hasChromaprint);
    if (hasChromaprint) expect(verification.audioFingerprint?.length).toBeGreaterThan(5);
  });

  test.each<Container>(['mkv', 'mov'])('accepts a whole %s', async container => {
    await using folder = await temporaryFolder();
    await expect(verified(await copyTo(folder.path, container), { container })).resolves.toMatchObject({
      frameCount: 100,
    });
  });

  test('accepts a silent file where no audio was expected, and audio of six channels', async () => {
    await using folder = await temporaryFolder();
    const silent = join(folder.path, 'silent.mp4');
    const many = join(folder.path, 'six.mp4');
    await ffmpeg('-i', await ordinaryClip(), '-c', 'copy', '-an', silent);
    await ffmpeg('-i', await ordinaryClip(), '-c:v', 'copy', '-ac', '6', many);
    const expected = { ...ordinary, hasAudio: false };
    await expect(verified(silent, { expected, hashFrames: 'each-second' })).resolves.toMatchObject({
      audioFingerprint: null,
    });
    await expect(verified(many, { hashFrames: 'each-second' })).resolves.toMatchObject({ hasAudio: true });
  });

  test('accepts audio that is too short for a fingerprint', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'short.mp4');
    await ffmpeg('-i', await ordinaryClip(), '-t', '0.4', '-c:v', 'libx264', path);
    const expected = { ...ordinary, durationSeconds: 0.4, frameCount: 10 };
    await expect(verified(path, { expected })).resolves.toMatchObject({ frameCount: 10 });
  });

  test('names everything in which a file is not as expected', async () => {
    const expected = { durationSeconds: 5, frameCount: 125, width: 640, height: 480, hasAudio: false };
    const mismatches = await mismatchesOf(await ordinaryClip(), { expected, container: 'mkv' });
    expect(mismatches.join('\n')).toMatch(
      /container.*\n.*320 x 240.*\n.*audio.*\n.*lasts 4\.\d+ s.*\n.*100 frames/,
    );
  });

  test('rejects an mkv that was cut, which ffmpeg decodes with exit code 0', async () => {
    await using folder = await temporaryFolder();
    const path = await copyTo(folder.path, 'mkv');
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, Math.round(whole.length * 0.7)));
    expect((await mismatchesOf(path, { container: 'mkv' })).join(' ')).toMatch(
      /instead of 4\.000 s|frames instead of 100/,
    );
  });

  test('rejects an mp4 with its index in front whose end was cut', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'cut.mp4');
    await ffmpeg('-i', await ordinaryClip(), '-c', 'copy', '-movflags', '+faststart', path);
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, Math.round(whole.length * 0.7)));
    expect((await mismatchesOf(path)).join(' ')).toMatch(/frames in the file can be decoded/);
  });

  test('rejects a file in which bytes were turned over, however small the damage', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'damaged.mp4');
    const file = await readFile(await ordinaryClip());
    const data = file.indexOf('mdat');
    for (let at = data + 3000; at < data + 3400; at++) file[at] = (file[at] ?? 0) ^ 0xff;
    await writeFile(path, file);
    expect((await mismatchesOf(path)).join(' ')).toMatch(/Decoding reports \d+ error/);
  });

  test('rejects what is not media at all', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'text.mp4');
    await writeFile(path, 'not a film');
    expect(await mismatchesOf(path)).toEqual([expect.stringContaining('is not a media file')]);
  });

  test('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(verified(await ordinaryClip(), { signal })).rejects.toBe(signal.reason);
  });
});
