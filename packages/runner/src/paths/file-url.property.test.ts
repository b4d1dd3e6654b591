import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileUrl } from './file-url.ts';

const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter(text => !/[\\/\0]/.test(text));
const parts = fc.array(part, { minLength: 1, maxLength: 12 });

test('On Linux and macOS a path stays as it is behind "file:", whatever it looks like.', () => {
  fc.assert(
    fc.property(parts, fc.constantFrom<NodeJS.Platform>('linux', 'darwin'), (names, platform) => {
      const path = posix.resolve('/', ...names);
      expect(fileUrl(path, platform)).toBe(`file:${path}`);
    }),
  );
  expect(fileUrl('/a:b.mp4', 'linux')).toBe('file:/a:b.mp4');
});

test('On Windows a path keeps its meaning, has only backslashes, and a long one has the prefix that opens it.', () => {
  const windowsName = part.filter(text => !/[<>:"|?*\p{Cc}]/u.test(text) && !/[ .]$/.test(text));
  const root = fc.constantFrom('C:\\', 'd:\\', '\\\\server\\share\\');
  fc.assert(
    fc.property(root, fc.array(windowsName, { minLength: 1, maxLength: 12 }), (start, names) => {
      const path = win32.join(start, ...names);
      const given = fileUrl(path.replaceAll('\\', '/'), 'win32');
      const written = given.slice('file:'.length);
      expect(given.startsWith('file:')).toBe(true);
      expect(written).not.toContain('/');
      expect(written.startsWith('\\\\?\\')).toBe(path.length > 259);
      const meant = written.replace(/^\\\\\?\\UNC\\/, '\\\\').replace(/^\\\\\?\\/, '');
      expect(meant).toBe(path);
    }),
  );
});

test('On Windows a path that has the prefix already is left alone.', () => {
  expect(fileUrl('\\\\?\\C:\\a', 'win32')).toBe('file:\\\\?\\C:\\a');
});
