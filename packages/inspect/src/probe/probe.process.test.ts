import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { provenanceText } from '@variegate/core-filters';
import { findFfmpeg, openInput } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { MediaUnusableError } from '../errors.ts';
import type { SourceLimits } from '../source-limits.ts';
import { ffmpeg, generatedClip, ordinaryClip } from '../testing/make-media.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { probe } from './probe.ts';

async function probed(path: string, limits?: Partial<SourceLimits>) {
  return probe(path, { ffmpeg: await findFfmpeg(), limits });
}

const tinyVideo = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25:duration=1'];
const tinyAudio = ['-f', 'lavfi', '-i', 'sine=duration=1'];

/** Writes the matrix that a telephone writes when it is held upright into the track header of an mp4. */
async function turnClockwise(path: string): Promise<void> {
  const file = await readFile(path);
  const one = 0x10000;
  const matrix = (...values: readonly number[]) => {
    const bytes = Buffer.alloc(36);
    for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index);
    return bytes;
  };
  // The first one is the movie header's.
  const at = file.lastIndexOf(matrix(one, 0, 0, 0, one, 0, 0, 0, 0x40000000));
  matrix(0, one, 0, -one, 0, 0, 0, 0, 0x40000000).copy(file, at);
  await writeFile(path, file);
}

/** An MP4 of 50 frames whose tables claim a number of samples of a byte each. */
async function claimingSamples(path: string, samples: number): Promise<void> {
  await ffmpeg(...tinyVideo, '-c:v', 'libx264', '-bf', '0', path);
  const file = await readFile(path);
  const put = (box: string, ...numbers: readonly number[]) => {
    const at = file.indexOf(box) + 8;
    for (const [index, number] of numbers.entries()) file.writeUInt32BE(number, at + 4 * index);
  };
  put('stts', 1, samples, 1);
  put('stsz', 1, samples);
  put('stsc', 1, 1, samples);
  put('stco', 1);
  await writeFile(path, file);
}

describe.skipIf(process.platform !== 'linux')(
  'A small file whose index claims twenty million samples',
  () => {
    test('is refused for the memory that it takes, which is bounded.', async () => {
      await using folder = await temporaryFolder();
      const path = join(folder.path, 'many.mp4');
      await claimingSamples(path, 20_000_000);
      const maxMemoryBytes = 300e6;
      const error = await probe(path, { ffmpeg: await findFfmpeg(), maxMemoryBytes }).catch(cause => cause);
      expect(error).toMatchObject({ code: 'INSPECT_MEDIA_UNUSABLE', reason: 'memory' });
      expect(error.message).toContain('takes more than 300 MB of memory to be opened');
      expect(error.cause.peakMemoryBytes).toBeLessThan(1.1 * maxMemoryBytes + 500e6);
    });
  },
);

describe('probe', () => {
  test('reports what an ordinary file is', async () => {
    const media = await probed(await ordinaryClip());
    expect(media).toMatchObject({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      provenanceTag: null,
      chapters: [],
      facts: {
        durationSeconds: 4,
        video: { codec: 'h264', width: 320, height: 240, frameCount: 100, variableFrameRate: false },
        audio: { codec: 'aac', sampleRate: 44_100, channels: 1 },
      },
      streams: [
        { index: 0, kind: 'video', codec: 'h264', attachedPicture: false },
        { index: 1, kind: 'audio', codec: 'aac', attachedPicture: false },
      ],
    });
  });

  test.each(['mkv', 'ts', 'flv'])(
    'counts the frames of a %s, which does not say how many it has',
    async ending => {
      const path = await generatedClip(
        `counted.${ending}`,
        ...tinyVideo,
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
      );
      expect((await probed(path)).facts.video.frameCount).toBe(25);
    },
  );

  test('finds rotation, odd pixels, chapters and a cover', async () => {
    await using folder = await temporaryFolder();
    const metadata = join(folder.path, 'chapters.txt');
    await writeFile(metadata, ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=Opening\n');
    const plain = join(folder.path, 'plain.mp4');
    await ffmpeg(...tinyVideo, '-vf', 'setsar=4/3', '-c:v', 'libx264', '-preset', 'ultrafast', plain);
    await turnClockwise(plain);
    const cover = join(folder.path, 'cover.png');
    await ffmpeg('-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1', cover);
    const path = join(folder.path, 'odd.mp4');
    await ffmpeg(
      ...[
        '-i',
        plain,
        '-i',
        cover,
        '-i',
        metadata,
        '-map',
        '1',
        '-map',
        '0:v',
        '-map_chapters',
        '2',
        '-c',
        'copy',
      ],
      ...['-disposition:v:0', 'attached_pic', path],
    );
    const media = await probed(path);
    expect(media.facts.video).toMatchObject({
      codec: 'h264',
      width: 48,
      height: 64,
      rotationDegrees: 90,
      sampleAspectRatio: { numerator: 3, denominator: 4 },
    });
    expect(media.streams.filter(stream => stream.attachedPicture)).toHaveLength(1);
    expect(media.chapters).toEqual([{ startSeconds: 0, endSeconds: 0.5, title: 'Opening' }]);
  });

  test.each(['mp4', 'mkv'])('recognises the mark of a variant in an %s', async ending => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, `variant.${ending}`);
    const mark = provenanceText('ab'.repeat(32));
    await ffmpeg('-i', await ordinaryClip(), '-c', 'copy', '-metadata', `comment=${mark}`, path);
    expect((await probed(path)).provenanceTag).toBe(mark);
  });

  test('leaves an input open that it was given open', async () => {
    await using input = await openInput(await ordinaryClip(), 'video');
    const options = { ffmpeg: await findFfmpeg() };
    await probe(input, options);
    expect((await probe(input, options)).path).toBe(input.path);
  });
});

describe('probe refuses', () => {
  test('a text that calls itself .mp4', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'clip.mp4');
    await writeFile(path, 'I am not a film.\n'.repeat(100));
    const error = await probed(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MediaUnusableError);
    expect(error).toMatchObject({
      code: 'INSPECT_MEDIA_UNUSABLE',
      reason: 'not-media',
      retry: { kind: 'never' },
      path,
    });
  });

  test('an mp4 whose end, with its index, is missing', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'cut.mp4');
    const whole = await readFile(await ordinaryClip());
    await writeFile(path, whole.subarray(0, whole.length / 2));
    await expect(probed(path)).rejects.toMatchObject({ code: 'INSPECT_MEDIA_UNUSABLE', reason: 'not-media' });
  });

  test('audio without video', async () => {
    const path = await generatedClip('sound.mp4', ...tinyAudio);
    await expect(probed(path)).rejects.toMatchObject({ reason: 'no-video', limit: null });
  });

  test('an empty file, a folder and a named pipe, before any program starts', async () => {
    await using folder = await temporaryFolder();
    const empty = join(folder.path, 'empty.mp4');
    const pipe = join(folder.path, 'pipe.mp4');
    await writeFile(empty, '');
    execFileSync('mkfifo', [pipe]);
    await expect(probed(empty)).rejects.toMatchObject({ code: 'RUNNER_INPUT_UNUSABLE', reason: 'empty' });
    await expect(probed(folder.path)).rejects.toMatchObject({ reason: 'directory' });
    await expect(probed(pipe)).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  test.each([
    ['maxStreams', { maxStreams: 1 }],
    ['maxPixels', { maxPixels: 76_799 }],
    ['maxFps', { maxFps: 24 }],
    ['maxDurationSeconds', { maxDurationSeconds: 3.9 }],
  ])('an ordinary file beyond a lower %s', async (name, limits) => {
    await expect(probed(await ordinaryClip(), limits)).rejects.toMatchObject({
      reason: 'limit',
      limit: { name },
      message: expect.stringContaining(`than ${name} (`),
    });
  });

  test('to continue once the signal is aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const options = { ffmpeg: await findFfmpeg(), signal };
    await expect(probe(await ordinaryClip(), options)).rejects.toBe(signal.reason);
    const later = new AbortController();
    const probing = probe(await ordinaryClip(), { signal: later.signal });
    setImmediate(() => later.abort(signal.reason));
    await expect(probing).rejects.toBe(signal.reason);
  });

  test('an ffmpeg that is not there', async () => {
    const probing = probe(await ordinaryClip(), { ffmpegPath: '/nowhere/ffmpeg' });
    await expect(probing).rejects.toMatchObject({ code: 'RUNNER_FFMPEG_MISSING' });
  });
});
