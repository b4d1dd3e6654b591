import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MatroskaBlock, MatroskaReader } from './matroska-reader.ts';

interface Packet {
  readonly track: number;
  readonly milliseconds: number;
  readonly data: Uint8Array;
  /** Whether it is in a separate group. */
  readonly grouped: boolean;
}

const packets: fc.Arbitrary<Packet[]> = fc.array(
  fc.record({
    track: fc.integer({ min: 1, max: 3 }),
    milliseconds: fc.integer({ min: 0, max: 10_000_000 }),
    data: fc.uint8Array({ maxLength: 300 }),
    grouped: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

function element(id: readonly number[], content: Uint8Array): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.length) | (1n << 56n));
  return Buffer.concat([Buffer.from(id), size, content]);
}

/** One cluster for each packet, a few milliseconds before or after its time. */
function cluster({ track, milliseconds, data, grouped }: Packet): Buffer {
  const offset = (milliseconds % 7) - 3;
  const base = Math.max(0, milliseconds - offset);
  const time = Buffer.alloc(4);
  time.writeUInt32BE(base);
  const head = Buffer.alloc(4);
  head[0] = 0x80 | track;
  head.writeInt16BE(milliseconds - base, 1);
  const block = Buffer.concat([head, data]);
  const duration = element([0x9b], Buffer.from([40]));
  const content = grouped
    ? element([0xa0], Buffer.concat([element([0xa1], block), duration]))
    : element([0xa3], block);
  return element([0x1f, 0x43, 0xb6, 0x75], Buffer.concat([element([0xe7], time), content]));
}

function documentOf(list: readonly Packet[]): Buffer {
  const header = element([0x1a, 0x45, 0xdf, 0xa3], Buffer.from('anything'));
  const segment = Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, ...Array<number>(7).fill(0xff)]);
  const filler = element([0xec], Buffer.alloc(70_000));
  const tracks = element([0x16, 0x54, 0xae, 0x6b], Buffer.from('more'));
  const tags = element([0x12, 0x54, 0xc3, 0x67], Buffer.from('end'));
  return Buffer.concat([header, segment, filler, tracks, ...list.map(cluster), tags]);
}

function read(bytes: Uint8Array, cuts: readonly number[]) {
  const blocks: MatroskaBlock[] = [];
  const reader = new MatroskaReader(block => blocks.push(block));
  const ends = [...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  for (const [index, end] of ends.entries()) reader.write(bytes.subarray(ends[index - 1] ?? 0, end));
  return { blocks, rest: Buffer.from(reader.trailingBytes()) };
}

describe('MatroskaReader', () => {
  test('gives every packet once and in order, and what follows the document, however the bytes arrive', () => {
    fc.assert(
      fc.property(packets, fc.uint8Array({ maxLength: 50 }), fc.array(fc.nat()), (list, rest, cuts) => {
        fc.pre(rest[0] !== 0x1f && rest[0] !== 0x12 && rest[0] !== 0x1c);
        const result = read(Buffer.concat([documentOf(list), rest]), cuts);
        expect(result.blocks).toHaveLength(list.length);
        for (const [index, packet] of list.entries()) {
          const block = result.blocks[index];
          expect([block?.track, block?.milliseconds]).toEqual([packet.track, packet.milliseconds]);
          expect(Buffer.from(block?.data ?? []).equals(packet.data)).toBe(true);
        }
        expect(result.rest.equals(rest)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('takes the start of a cluster that was cut off for no packet', () => {
    const whole = documentOf([{ track: 1, milliseconds: 5, data: new Uint8Array(100), grouped: false }]);
    expect(read(whole.subarray(0, whole.length - 60), []).blocks).toEqual([]);
  });

  test('refuses what is no Matroska', () => {
    expect(() => read(new Uint8Array(100), [])).toThrow(SyntaxError);
  });
});
