import { dirname } from 'node:path';
import { withPrograms } from '../../provision/find-program.mjs';
import { findingsOf } from '../tool.ts';
import { pnpmPath } from './pnpm-path.ts';

/** Builds every package, in the order of their dependencies; what is built already is taken from turbo's cache. */
export async function buildPackages(): Promise<readonly string[]> {
  return findingsOf(
    { package: 'turbo' },
    ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      ...withPrograms([dirname(await pnpmPath())]),
      TURBO_TELEMETRY_DISABLED: '1',
    },
  );
}
