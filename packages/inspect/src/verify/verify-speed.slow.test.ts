import { findFfmpeg, openInput, runTool } from '@variegate/runner';
import { expect, test } from 'vitest';
import { probe } from '../probe/probe.ts';
import { generatedClip } from '../testing/make-media.ts';
import { verify } from './verify.ts';

const seconds = 20;

function clip720p(): Promise<string> {
  return generatedClip(
    'plain-720p30.mp4',
    ...['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  );
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

test('Verifying with one hashed frame a second takes at most 1.25 times the bare decode of 720p30.', async () => {
  await using input = await openInput(await clip720p(), 'video');
  const ffmpeg = await findFfmpeg();
  const { facts } = await probe(input, { ffmpeg });
  const { durationSeconds, video } = facts;
  const { frameCount, width, height } = video;
  const expected = { durationSeconds, frameCount, width, height, hasAudio: true };
  // Under the same protections and at the same priority.
  const decode = () =>
    runTool({
      program: 'ffmpeg',
      ffmpeg,
      inputs: [input],
      arguments: ['-threads', '1', '-i', input.ffmpegUrl, '-f', 'null', '-'],
      timeoutMs: 300_000,
    });
  const bare: number[] = [];
  const verifying: number[] = [];
  // In turns, and the best of each, so that whatever else the machine does meets both.
  for (let round = 0; round < 7; round++) {
    bare.push(await secondsOf(decode));
    verifying.push(
      await secondsOf(() => verify(input, { ffmpeg, expected, container: 'mp4', hashFrames: true })),
    );
  }
  expect(Math.min(...verifying) / Math.min(...bare)).toBeLessThanOrEqual(1.25);
});
