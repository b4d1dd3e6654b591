import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { HostileInput } from './hostile-input.ts';
import { renderFixture } from './render-fixture.ts';

const side = 16_000;

/** Small files that are long, large, wide or fast once they are decoded. */
export async function makeBombs(folder: string): Promise<readonly HostileInput[]> {
  await Promise.all([
    renderFixture(
      folder,
      'gap.mkv',
      ...['-f', 'lavfi', '-i', 'color=size=64x48:rate=1:duration=2', '-vf', 'setpts=N*86400/TB'],
      ...['-fps_mode', 'passthrough', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ),
    renderFixture(
      folder,
      'streams.mkv',
      ...['-f', 'lavfi', '-i', 'color=size=16x16:rate=1', '-frames:v', '1', '-c:v', 'mpeg4'],
      ...Array.from({ length: 200 }, () => ['-map', '0:v']).flat(),
    ),
    renderFixture(folder, 'fast.mkv', '-f', 'lavfi', '-i', 'color=size=64x48:rate=1000:duration=1'),
    makeHugeVideo(folder),
    makeHugePictures(folder),
  ]);
  const beyond = (
    argument: string,
    what: string,
    limit: NonNullable<HostileInput['limit']>,
  ): HostileInput => ({
    ...{ argument, what, limit, refusal: 'limit' },
  });
  return [
    beyond('gap.mkv', 'a gap of 24 hours between two frames', 'maxDurationSeconds'),
    beyond('streams.mkv', '200 streams', 'maxStreams'),
    beyond('fast.mkv', '1000 frames a second', 'maxFps'),
    beyond('huge.mov', 'a picture of 16000 x 16000', 'maxPixels'),
    { argument: 'huge.png', what: 'a picture of 16000 x 16000', refusal: 'not-media' },
    { argument: 'huge.mp4', what: 'that picture, named like a video', refusal: 'not-media' },
    {
      argument: 'liar.avi',
      what: 'a video that calls its pictures of 16000 x 16000 small',
      refusal: 'unreadable-video',
      maySayMaxPixels: true,
    },
  ];
}

/** The sample description alone says how large the pictures of this codec are. */
async function makeHugeVideo(folder: string): Promise<void> {
  const path = await renderFixture(
    folder,
    'huge.mov',
    ...['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=25', '-frames:v', '1', '-c:v', 'qtrle'],
  );
  const file = await readFile(path);
  const description = file.lastIndexOf('rle ');
  file.writeUInt16BE(side, description + 28);
  file.writeUInt16BE(side, description + 30);
  await writeFile(path, file);
}

async function makeHugePictures(folder: string): Promise<void> {
  const picture = blackPng();
  await writeFile(join(folder, 'huge.png'), picture);
  await writeFile(join(folder, 'huge.mp4'), Buffer.concat([picture, Buffer.from('\n')]));
  const path = await renderFixture(
    folder,
    'liar.avi',
    ...['-f', 'lavfi', '-i', 'color=size=64x48:rate=5:duration=1', '-c:v', 'png', '-pix_fmt', 'gray'],
  );
  await writeFile(path, withFirstChunk(await readFile(path), picture));
}

/** A black picture of {@link side} x {@link side} pixels in grey, some 250 kB. */
function blackPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  const rows = deflateSync(Buffer.alloc(side * (side + 1)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    ...[signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))],
  ]);
}

/** An AVI with another first picture. Its index is left as it was: readers repair that. */
function withFirstChunk(avi: Buffer, data: Buffer): Buffer {
  const at = avi.indexOf('00dc', avi.indexOf('movi'));
  const end = at + 8 + avi.readUInt32LE(at + 4);
  const padded = data.length % 2 === 0 ? data : Buffer.concat([data, Buffer.alloc(1)]);
  const head = Buffer.from(avi.subarray(0, at + 8));
  head.writeUInt32LE(data.length, at + 4);
  const grown = padded.length - (end - at - 8);
  const list = avi.indexOf('movi') - 4;
  head.writeUInt32LE(avi.readUInt32LE(list) + grown, list);
  head.writeUInt32LE(avi.readUInt32LE(4) + grown, 4);
  return Buffer.concat([head, padded, avi.subarray(end)]);
}
