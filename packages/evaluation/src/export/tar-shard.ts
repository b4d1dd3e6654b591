import { Readable } from 'node:stream';

/** A file in an archive. */
export interface TarEntry {
  /** Up to 100 bytes of ASCII. */
  readonly name: string;
  readonly bytes: number;
  readonly data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const blockBytes = 512;

/**
 * An archive in the ustar format, as WebDataset's readers take it: no owner, no time, so that the same set gives the same bytes.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
 */
export function tarStream(entries: AsyncIterable<TarEntry>): Readable {
  return Readable.from(blocksOf(entries), { objectMode: false });
}

async function* blocksOf(entries: AsyncIterable<TarEntry>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes, data } of entries) {
    yield header(name, bytes);
    let written = 0;
    for await (const chunk of data) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== bytes) throw new RangeError(`"${name}" has ${written} bytes, not ${bytes}.`);
    yield new Uint8Array((blockBytes - (bytes % blockBytes)) % blockBytes);
  }
  yield new Uint8Array(2 * blockBytes);
}

/** Largest size that eleven octal digits hold; beyond it the number is binary, as GNU tar and Python write it. */
const largestOctal = 8 ** 11 - 1;

function header(name: string, bytes: number): Uint8Array {
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, 100, 'ascii');
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  if (bytes <= largestOctal) {
    block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  } else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(bytes), 128);
  }
  block.write('00000000000\0', 136);
  block.fill(' ', 148, 156);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
