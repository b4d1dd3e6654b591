import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TailBuffer } from './tail-buffer.ts';

function tailOf(lines: readonly string[], limit: number): string {
  const tail = new TailBuffer(limit);
  for (const line of lines) tail.append(line);
  return tail.toString();
}

const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 });

test('A tail holds exactly as many of the last lines as fit.', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 0, max: 100 }), (lines, spare) => {
      const limit = Math.max(...lines.map(text => Buffer.byteLength(text))) + spare;
      let fitting = 1;
      while (fitting < lines.length && Buffer.byteLength(lines.slice(-fitting - 1).join('\n')) <= limit)
        fitting += 1;
      expect(tailOf(lines, limit)).toBe(lines.slice(-fitting).join('\n'));
    }),
  );
});

test('A tail never exceeds its limit, and of a line that is too long it keeps the end.', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 4, max: 20 }), (lines, limit) => {
      const text = tailOf(lines, limit);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      const last = lines.at(-1) ?? '';
      if (Buffer.byteLength(last) > limit) expect(last.endsWith(text.split('\n').at(-1) ?? '')).toBe(true);
      else expect(text.endsWith(last)).toBe(true);
    }),
  );
});
