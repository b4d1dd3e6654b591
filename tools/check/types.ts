import type { Check } from './check.ts';
import { findingsOf } from './tool.ts';

/** What runs in Node, and what runs in a browser, which knows other names. */
const projects = ['.', 'apps/service/page', 'apps/site/browser'];

/** Types, of everything that is not generated. */
export const types: Check = {
  name: 'types',
  claim: 'all code type-checks',
  run: async () => {
    const findings = projects.map(project =>
      findingsOf({ package: 'typescript', bin: 'tsc' }, ['--noEmit', '-p', project, '--pretty', 'false']),
    );
    return (await Promise.all(findings)).flat();
  },
};
