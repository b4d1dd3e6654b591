import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctStems, sharesStem } from './distinct-stems.ts';
import { maxStemBytes, safeStem } from './safe-stem.ts';

const fileName = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
    fc.constantFrom('clip', 'Clip', 'con', '-x', '.y', 'é'.repeat(100)),
  )
  .map(name => `${name.replaceAll(/[/\0]/g, '_')}.mp4`);
const fingerprint = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('hex'));

test('Every stem is well-formed, short, visible, no option, and portable.', () => {
  fc.assert(
    fc.property(fileName, name => {
      const stem = safeStem(name);
      expect(stem.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(maxStemBytes);
      expect(stem).toMatch(/^[^.-]/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(stem).not.toMatch(/[\u0000-\u001f<>:"/\\|?*]/);
    }),
  );
});

test('No two sources of different bytes ever get one stem, and the order of the sources does not matter.', () => {
  const sources = fc.uniqueArray(fc.record({ fileName, fingerprint }), {
    selector: one => one.fingerprint,
    maxLength: 12,
  });
  fc.assert(
    fc.property(sources, list => {
      const stems = distinctStems(list);
      const comparable = stems.map(stem => stem.normalize('NFC').toLowerCase());
      expect(new Set(comparable).size).toBe(list.length);
      expect(distinctStems(list.toReversed())).toEqual(stems.toReversed());
      const shared = sharesStem(list.map(one => one.fileName));
      for (const [index, one] of list.entries()) {
        if (!shared[index]) expect(stems[index]).toBe(safeStem(one.fileName));
      }
    }),
  );
});
