import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnder } from './is-under.ts';

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
