import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { audio, h264, type InputKind, type Refused, video, type Workshop } from './input-kind.ts';

function refused(kind: string, file: string, reason: RegExp, make: InputKind['make']): InputKind {
  const outcome: Refused = { refused: reason };
  return { kind, file, make, outcome };
}

const text =
  (file: string, content: string) =>
  ({ folder }: Workshop): Promise<void> =>
    writeFile(path.join(folder, file), content);

/** What no variant can be made of. */
export const refusedKinds: readonly InputKind[] = [
  refused(
    'audio that changes midway',
    'audio-changes.ts',
    /changes its channels or its sample rate midway/,
    async ({ ffmpeg, join }) => {
      await ffmpeg(...video(1), ...audio(1), ...h264, '-ac', '2', '-c:a', 'aac', 'stereo.ts');
      await ffmpeg(...video(1), ...audio(1, 44_100), ...h264, '-ac', '6', '-c:a', 'aac', 'surround.ts');
      await join(['stereo.ts', 'surround.ts'], 'audio-changes.ts');
    },
  ),
  refused(
    'pixels a hundred times as wide as high',
    'wide-pixels.mp4',
    /no side may have more than 16384/,
    ({ ffmpeg }) =>
      ffmpeg(...video(1, { size: '320x240' }), '-vf', 'setsar=100/1', ...h264, 'wide-pixels.mp4'),
  ),
  refused('a thousand frames a second', 'fast.mkv', /maxFps/, ({ ffmpeg }) =>
    ffmpeg(...video(0.5, { rate: '1000' }), ...h264, 'fast.mkv'),
  ),
  refused('a raw stream, without times', 'raw.h264', /format that is not read \(h264\)/, ({ ffmpeg }) =>
    ffmpeg(...video(1), ...h264, 'raw.h264'),
  ),
  refused(
    'a playlist',
    'list.m3u8',
    /not read \(hls\)|not a media file that can be read/,
    text('list.m3u8', '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nx.ts\n#EXT-X-ENDLIST\n'),
  ),
  refused(
    'a text that calls itself a video',
    'text.mp4',
    /not a media file that can be read/,
    text('text.mp4', 'Words.\n'.repeat(99)),
  ),
  refused('audio alone', 'song.mp4', /has no video stream/, ({ ffmpeg }) =>
    ffmpeg(...audio(1), '-c:a', 'aac', 'song.mp4'),
  ),
  refused('an image', 'image.mp4', /not read \(png_pipe\)/, ({ ffmpeg }) =>
    ffmpeg(...video(1), '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'png', 'image.mp4'),
  ),
  refused(
    'an MP4 whose end, with its index, is missing',
    'unfinished.mp4',
    /not a media file that can be read/,
    async ({ ffmpeg, copyPart }) => {
      await ffmpeg(...video(2), ...h264, 'finished.mp4');
      await copyPart('finished.mp4', 'unfinished.mp4', 0, 0.5);
    },
  ),
  refused(
    'an index that is damaged and asks for gigabytes',
    'lying-index.mp4',
    /its index is damaged/,
    async ({ ffmpeg, folder }) => {
      await ffmpeg(...video(1), ...h264, 'honest.mp4');
      const file = await readFile(path.join(folder, 'honest.mp4'));
      // The number of entries of the table of times, after the box's version and flags.
      file.writeUInt32BE(0x0fffffff, file.indexOf('stts') + 8);
      await writeFile(path.join(folder, 'lying-index.mp4'), file);
    },
  ),
  refused('an empty file', 'empty.mp4', /is empty/, text('empty.mp4', '')),
  refused(
    'a file of nothing but zeros',
    'zeros.mp4',
    /not a media file that can be read/,
    async ({ folder }) => {
      await writeFile(path.join(folder, 'zeros.mp4'), '');
      await truncate(path.join(folder, 'zeros.mp4'), 100_000);
    },
  ),
  refused('an encrypted MP4', 'encrypted.mp4', /encrypted/, ({ ffmpeg }) =>
    ffmpeg(
      ...[...video(1), ...h264, '-encryption_scheme', 'cenc-aes-ctr'],
      ...[
        '-encryption_key',
        '00112233445566778899aabbccddeeff',
        '-encryption_kid',
        '00112233445566778899aabbccddeeff',
        'encrypted.mp4',
      ],
    ),
  ),
];
