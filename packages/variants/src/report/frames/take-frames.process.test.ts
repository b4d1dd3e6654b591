import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Ffmpeg, findFfmpeg, openInput } from '@variegate/runner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { takeFrames } from './take-frames.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

const run = promisify(execFile);

const digestOf = (picture: Uint8Array): string => createHash('sha256').update(picture).digest('hex');

/** A video in which no two frames look alike, with frames that are shown before those they follow in the file. */
async function video(
  name: string,
  { rate, seconds, more = [] }: { rate: string; seconds: number; more?: readonly string[] },
): Promise<string> {
  const file = path.join(folder.path, name);
  await run('ffmpeg', [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=size=128x96:rate=${rate}:duration=${seconds}`,
    ],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-pix_fmt', 'yuv420p', ...more, file],
  ]);
  return file;
}

/** Frames of a file by their numbers, as ffmpeg gives them one by one. */
async function framesByNumber(file: string, numbers: readonly number[]): Promise<readonly string[]> {
  return await Promise.all(
    numbers.map(async number => {
      const { stdout } = await run(
        'ffmpeg',
        [
          ...['-v', 'error', '-nostdin', '-i', file, '-vf', `select=eq(n\\,${number}),format=yuvj420p`],
          ...['-frames:v', '1', '-bitexact', '-c:v', 'mjpeg', '-q:v', '5', '-f', 'image2pipe', 'pipe:1'],
        ],
        { encoding: 'buffer' },
      );
      return digestOf(stdout);
    }),
  );
}

async function taken(
  file: string,
  atSeconds: readonly number[],
  {
    startSeconds = 0,
    framesPerSecond,
    ...using
  }: { startSeconds?: number; framesPerSecond: number; ffmpeg?: Ffmpeg },
): Promise<readonly (string | null)[]> {
  await using input = await openInput(file, 'video');
  const ffmpeg = using.ffmpeg ?? (await findFfmpeg());
  const frames = await takeFrames({ ffmpeg, input, atSeconds, startSeconds, framesPerSecond });
  return frames.map(frame => (frame === null ? null : digestOf(frame)));
}

const ntsc = 30_000 / 1001;

test.each([
  { name: 'whole.mp4', rate: '25', fps: 25, start: 0, more: [] },
  { name: 'ntsc.mkv', rate: '30000/1001', fps: ntsc, start: 0, more: [] },
  {
    name: 'late.mkv',
    rate: '30000/1001',
    fps: ntsc,
    start: 12.5,
    more: ['-output_ts_offset', '12.5'],
  },
  { name: 'few-keys.mp4', rate: '24', fps: 24, start: 0, more: ['-g', '500'] },
  { name: 'many-keys.mp4', rate: '24', fps: 24, start: 0, more: ['-g', '7'] },
])(
  'Of $name each moment has the frame that is on screen then, whatever their order and however far apart.',
  async ({ name, rate, fps, start, more }) => {
    const file = await video(name, { rate, seconds: 20, more });
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=best_effort_timestamp_time'],
      ...['-read_intervals', '%+#1', '-of', 'csv=p=0', file],
    ]);
    const startSeconds = Number.parseFloat(stdout);
    expect(startSeconds).toBeGreaterThanOrEqual(start);
    // The last three are far from the others; two moments share a frame.
    const numbers = [31, 0, 7, 8, 31, 45, 470, 390, 471];
    const moments = numbers.map((number, index) => (number + 0.2 + (index % 3) * 0.3) / fps);
    expect(await taken(file, moments, { startSeconds, framesPerSecond: fps })).toEqual(
      await framesByNumber(file, numbers),
    );
  },
);

test('A moment after the last frame has no picture, and takes none from the others.', async () => {
  const file = await video('short.mp4', { rate: '25', seconds: 1 });
  const moments = [0.1, 5, 0.98, 5.2].map(seconds => seconds + 0.01);
  expect(await taken(file, moments, { framesPerSecond: 25 })).toEqual(
    (await framesByNumber(file, [2, 24])).flatMap(frame => [frame, null]),
  );
});

test('Of a file that is cut off there are the pictures that can be had, and of one that is no video none.', async () => {
  const whole = await video('cut.mkv', { rate: '25', seconds: 4, more: ['-g', '25'] });
  const bytes = await readFile(whole);
  const cut = path.join(folder.path, 'cut-off.mkv');
  await writeFile(cut, bytes.subarray(0, bytes.length / 2));
  const [first, last] = await taken(cut, [0.22, 3.9], { framesPerSecond: 25 });
  expect([first, last]).toEqual([...(await framesByNumber(whole, [5])), null]);
  const text = path.join(folder.path, 'text.mp4');
  await writeFile(text, 'This is no video.');
  expect(await taken(text, [0, 1], { framesPerSecond: 25 })).toEqual([null, null]);
});

test.skipIf(process.platform === 'win32')(
  'However many moments are close to each other, ffmpeg decodes once.',
  async () => {
    const file = await video('dense.mp4', { rate: '25', seconds: 20 });
    const ffmpeg = await findFfmpeg();
    const [counting, starts] = ['counting-ffmpeg', 'starts'].map(name => path.join(folder.path, name)) as [
      string,
      string,
    ];
    await writeFile(counting, `#!/bin/sh\nmkdir '${starts}/'$$\nexec '${ffmpeg.path}' "$@"\n`);
    await chmod(counting, 0o755);
    // It may write no file.
    await mkdir(starts);
    const moments = Array.from({ length: 450 }, (_, number) => (number + 0.3) / 25);
    const using = { ffmpeg: { ...ffmpeg, path: counting }, framesPerSecond: 25 };
    const frames = await taken(file, moments, using);
    expect(new Set(frames).size).toBe(450);
    expect([frames[0], frames[449]]).toEqual(await framesByNumber(file, [0, 449]));
    expect(await readdir(starts)).toHaveLength(1);
  },
);
