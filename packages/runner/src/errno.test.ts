import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { errnoOf } from './errno.ts';
import { OutputExistsError } from './errors.ts';

const systemError = (code: string, errno: number) => Object.assign(new Error('x'), { code, errno });

test('A system error is named, also where Node has no name for it.', () => {
  expect(errnoOf(systemError('ENOSPC', -constants.errno.ENOSPC))).toBe('ENOSPC');
  expect(errnoOf(systemError('Unknown system error -122', -constants.errno.EDQUOT))).toBe('EDQUOT');
});

test('Nothing else has such a name.', () => {
  expect(errnoOf(new OutputExistsError('x'))).toBeUndefined();
  expect(errnoOf(new Error('ENOSPC'))).toBeUndefined();
  expect(errnoOf('ENOSPC')).toBeUndefined();
  expect(errnoOf(systemError('Unknown system error -99999', -99999))).toBeUndefined();
});
