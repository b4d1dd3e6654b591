const width = 64;
const height = 48;
const frames = 25;

/**
 * An AVI of black pictures with a stream of embedded subtitles (GAB2). ffmpeg finds out for itself what language those
 * are written in, and once took a playlist for one.
 */
export function subtitledAvi(subtitles: string): Buffer {
  const text = Buffer.from(subtitles);
  const gab2 = Buffer.concat([
    ...[Buffer.from('GAB2\0'), u16(2), u32(2), u16(0x78), u16(4), u32(text.length), text],
  ]);
  const pictures = Array.from({ length: frames }, () => chunk('00db', Buffer.alloc(width * height * 3)));
  const content = [
    list('hdrl', mainHeader(), videoStream(), subtitleStream()),
    list('movi', chunk('01tx', gab2), ...pictures),
  ];
  return chunk('RIFF', Buffer.concat([Buffer.from('AVI '), ...content]));
}

function mainHeader(): Buffer {
  const fields = [1_000_000 / frames, 0, 0, 0, frames, 0, 2, 0, width, height, 0, 0, 0, 0];
  return chunk('avih', Buffer.concat(fields.map(u32)));
}

function videoStream(): Buffer {
  const bitmap = [u32(40), u32(width), u32(height), u16(1), u16(24), ...[0, 0, 0, 0, 0, 0].map(u32)];
  return list('strl', streamHeader('vids', frames), chunk('strf', Buffer.concat(bitmap)));
}

function subtitleStream(): Buffer {
  return list('strl', streamHeader('txts', 1), chunk('strf', Buffer.alloc(0)));
}

function streamHeader(type: string, length: number): Buffer {
  const fields = [0, 0, 0, 0, 1, frames, 0, length, 0, 0, 0, 0, 0];
  return chunk('strh', Buffer.concat([Buffer.from(type), ...fields.map(u32)]));
}

function list(type: string, ...parts: readonly Buffer[]): Buffer {
  return chunk('LIST', Buffer.concat([Buffer.from(type), ...parts]));
}

function chunk(type: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), u32(data.length), data, Buffer.alloc(data.length % 2)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
