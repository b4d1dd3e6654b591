/**
 * Measures `verify` with one hashed frame a second against the bare decode of the same 720p30 clip, both under the
 * same protections: `node packages/inspect/src/verify/verify-speed.bench.ts`.
 */
import os from 'node:os';
import { findFfmpeg, openInput, runTool } from '@variegate/runner';
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
// In turns, so that whatever else the machine does meets both.
for (let round = 0; round < 7; round++) {
  bare.push(await secondsOf(decode));
  verifying.push(
    await secondsOf(() => verify(input, { ffmpeg, expected, container: 'mp4', hashFrames: 'each-second' })),
  );
}
const ratios = verifying.map((duration, round) => duration / (bare[round] ?? Number.NaN));
const median = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)];
process.stdout.write(`load ${os.loadavg()[0]?.toFixed(2)}\n`);
process.stdout.write(
  `verify / bare decode of 720p30, one hashed frame a second: median ${median?.toFixed(2)}\n`,
);
