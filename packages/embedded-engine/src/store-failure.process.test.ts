import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { openFileDatabase } from './store/open-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const SCRIPT = fileURLToPath(new URL('testing/full-disk-process.ts', import.meta.url));

const isWindows = process.platform === 'win32';

test.skipIf(isWindows)(
  'When the store cannot be written any more the engine stops, says so, and leaves a whole store.',
  () => {
    using folder = temporaryFolder();
    const path = folder.path('store.db');
    // Files may have 4 MB at most: the unit of `ulimit -f` is 1,024 bytes in bash and 512 in a plain shell.
    const shell = spawnSync(
      'bash',
      ['-c', 'ulimit -f 4096; exec "$@"', 'bash', process.execPath, SCRIPT, path],
      {
        encoding: 'utf8',
      },
    );
    expect(shell.stdout.trim()).toBe('ENGINE_STORE_FAILED ENGINE_STORE_FAILED');
    const database = openFileDatabase(path, 'process-crash');
    const row = database.prepare('SELECT count(*) AS steps FROM steps').get();
    expect(Number(row?.['steps'])).toBeGreaterThan(0);
    database.close();
  },
);
