import type { Check } from './check.ts';
import { findingsOf } from './tool.ts';

/** Dead exports, files and dependencies. */
export const dead: Check = {
  name: 'dead',
  claim: 'no export, file or dependency is unused, and none is undeclared',
  run: () => findingsOf({ package: 'knip' }, ['--no-progress', '--no-config-hints']),
};
