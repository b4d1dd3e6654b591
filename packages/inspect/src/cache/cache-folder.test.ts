import { expect, test } from 'vitest';
import { defaultCacheFolder } from './cache-folder.ts';

const home = '/home/ada';

test.each([
  ['linux', {}, '/home/ada/.cache/variegate'],
  ['linux', { XDG_CACHE_HOME: '/var/caches' }, '/var/caches/variegate'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/variegate'],
  ['darwin', {}, '/home/ada/Library/Caches/variegate'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/variegate/cache'],
  ['win32', {}, '/home/ada/AppData/Local/variegate/cache'],
] as const)('The cache on %s with %o lies in %s.', (platform, environment, expected) => {
  expect(defaultCacheFolder({ platform, environment, home }).replaceAll('\\', '/')).toBe(expected);
});
