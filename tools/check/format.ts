import type { Check } from './check.ts';
import { findingsOf } from './tool.ts';

/** Format and lint. */
export const format: Check = {
  name: 'format',
  claim: 'every file is formatted and free of lint',
  run: () => findingsOf({ package: '@biomejs/biome' }, ['check', '--error-on-warnings', '--colors=off']),
};
