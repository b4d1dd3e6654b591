import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { publishedReleases, releasesToTry } from './releases.ts';
import { composeTable, hasPassed, putTable, type ReleaseResult } from './table.ts';
import { tryRelease } from './try-release.ts';

const MAJOR = 4;
const README = join(rootFolder, 'packages', 'embedded-engine', 'README.md');

// `npm run sdk-matrix [-- VERSION... [--write]]`: see docs/testing.md.
const args = process.argv.slice(2);
const named = args.filter(arg => arg !== '--write');
const writes = named.length === 0 || args.includes('--write');
const versions = named.length > 0 ? named : releasesToTry(await publishedReleases(), MAJOR);
const results: ReleaseResult[] = [];
for (const version of versions) {
  const folder = mkdtempSync(join(tmpdir(), `variegate-sdk-${version}-`));
  try {
    const result = await tryRelease(version, folder);
    results.push(result);
    report(result);
    // After each, so that a run that is ended loses nothing.
    if (writes) {
      writeFileSync(README, putTable(readFileSync(README, 'utf8'), composeTable(results, await commit())));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const failed = results.filter(result => !hasPassed(result)).length;
process.stdout.write(`${results.length - failed} releases passed, ${failed} failed\n`);
if (failed > 0) process.exitCode = 1;

function report(result: ReleaseResult): void {
  const { version, types, conformance, tests, failures } = result;
  const counts = [conformance, tests]
    .map(({ passed, failed: wrong, absent }) => `${passed} passed, ${wrong} failed, ${absent} left out`)
    .join('; ');
  process.stdout.write(`${hasPassed(result) ? 'ok  ' : 'FAIL'} ${version}: ${counts}\n`);
  for (const line of [...(types === null ? [] : [types]), ...failures]) {
    process.stdout.write(`${line.slice(0, 2_000).replace(/^/gm, '     ')}\n`);
  }
}

async function commit(): Promise<string> {
  const { stdout } = await runQuietly('git', ['rev-parse', '--short', 'HEAD'], { cwd: rootFolder });
  return stdout;
}
