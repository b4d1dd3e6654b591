import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

function split(chunks: readonly Uint8Array[], maxLength?: number): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter(line => lines.push(line), maxLength);
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
}

test('Lines come out the same however the bytes are cut into chunks.', () => {
  const text = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r', '\r\n')));
  fc.assert(
    fc.property(text, fc.array(fc.nat()), (parts, cuts) => {
      const bytes = Buffer.from(parts.join(''));
      const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b);
      const chunks = [0, ...places].map((start, index) =>
        bytes.subarray(start, places[index] ?? bytes.length),
      );
      expect(split(chunks)).toEqual(
        parts
          .join('')
          .split(/[\r\n]+/)
          .filter(line => line !== ''),
      );
    }),
  );
});

test('A line without end is passed on in pieces of bounded length and nothing of it is lost.', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), fc.integer({ min: 1, max: 20 }), (sizes, maxLength) => {
      const lines = split(
        sizes.map(size => Buffer.alloc(size, 'x')),
        maxLength,
      );
      expect(lines.every(line => line.length <= maxLength)).toBe(true);
      expect(lines.join('').length).toBe(sizes.reduce((sum, size) => sum + size, 0));
    }),
  );
});
