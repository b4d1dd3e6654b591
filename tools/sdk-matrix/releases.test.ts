import { expect, test } from 'vitest';
import { releasesToTry } from './releases.ts';

test('The first release and the newest of each minor version are tried, in the order of their numbers.', () => {
  const versions = [
    '3.9.0',
    '4.0.0-beta.1',
    '4.0.0',
    '4.0.2',
    '4.10.0',
    '4.2.1',
    '4.2.0',
    '4.10.1-rc.1',
    '5.0.0',
  ];
  expect(releasesToTry(versions, 4)).toEqual(['4.0.0', '4.0.2', '4.2.1', '4.10.0']);
  expect(releasesToTry(['4.0.0'], 4)).toEqual(['4.0.0']);
  expect(releasesToTry([], 4)).toEqual([]);
});
