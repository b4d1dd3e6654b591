import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileUrl, isUnder } from './paths.ts';

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

const systems = [
  { platform: 'linux', rules: posix, root: '/srv/inputs' },
  { platform: 'darwin', rules: posix, root: '/' },
  { platform: 'win32', rules: win32, root: 'D:\\inputs' },
  { platform: 'win32', rules: win32, root: '\\\\server\\share\\inputs' },
] as const;

const names = fc.array(
  fc.stringMatching(/^[^/\\:]+$/).filter(name => name !== '.' && name !== '..'),
  { minLength: 1, maxLength: 4 },
);

test.each(systems)('On $platform whatever is reached from $root by names alone lies under it.', system => {
  const { platform, rules, root } = system;
  fc.assert(
    fc.property(names, parts => {
      expect(isUnder(root, rules.join(root, ...parts), platform)).toBe(true);
    }),
  );
});

test.each(systems)(
  'On $platform nothing above or beside $root lies under it, nor does it itself.',
  system => {
    const { platform, rules, root } = system;
    fc.assert(
      fc.property(names, parts => {
        const elsewhere = rules.resolve(root, ...parts.map(() => '..'), '..', 'elsewhere', ...parts);
        expect(isUnder(rules.join(root, 'deeper'), elsewhere, platform)).toBe(false);
      }),
    );
    expect(isUnder(root, root, platform)).toBe(false);
  },
);

test.each([
  ['linux', '/srv/inputs', '/srv/inputs-of-others/clip.mp4', false],
  ['linux', '/srv/inputs', '/srv/inputs/..clip.mp4', true],
  ['linux', '/srv/inputs', '/srv/inputs/../clip.mp4', false],
  ['win32', 'D:\\inputs', 'd:\\INPUTS\\clip.mp4', true],
  ['win32', 'D:\\inputs', 'C:\\inputs\\clip.mp4', false],
  ['win32', 'D:\\inputs', '\\\\server\\share\\clip.mp4', false],
] as const)('On %s with the root %s the path %s is under it: %s.', (platform, root, path, expected) => {
  expect(isUnder(root, path, platform)).toBe(expected);
});
