import type { Check } from './check.ts';
import { findingsOf } from './tool.ts';

/** Types, of everything that is not generated. */
export const types: Check = {
  name: 'types',
  claim: 'all code type-checks',
  run: () => findingsOf({ package: 'typescript', bin: 'tsc' }, ['--noEmit', '-p', '.', '--pretty', 'false']),
};
