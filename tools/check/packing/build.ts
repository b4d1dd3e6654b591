import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withPrograms } from '../../provision/find-program.mjs';
import { rootFolder } from '../../provision/workspace.mjs';
import { findingsOf } from '../tool.ts';
import type { Workspace } from '../workspaces.ts';
import { pnpmPath } from './pnpm-path.ts';

/** Builds packages afresh, in the order of their dependencies; what was built before is taken from turbo's cache. */
export async function buildPackages(workspaces: readonly Workspace[]): Promise<readonly string[]> {
  // What a renamed file left behind would be packed as well.
  for (const { folder } of workspaces)
    rmSync(join(rootFolder, folder, 'dist'), { recursive: true, force: true });
  return findingsOf(
    { package: 'turbo' },
    ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      ...withPrograms([dirname(await pnpmPath())]),
      TURBO_TELEMETRY_DISABLED: '1',
    },
  );
}
