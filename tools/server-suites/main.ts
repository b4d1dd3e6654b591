import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { countOf, failuresOf } from '../testing/vitest-report.ts';
import { pageOf, type SuiteResult } from './page.ts';
import { failedTitles, runSuite } from './run-suite.ts';
import { type Server, serversSchema } from './servers.ts';
import { suiteNames, suites } from './suites.ts';

// `node tools/server-suites/main.ts SERVERS.json PAGE.md`: runs the suites of behaviours on the embedded engine and on each server
// that SERVERS.json names. Results lie beside the page in a JSON file; those of engines that are not named stay.
const [file, page] = process.argv.slice(2);
if (file === undefined || page === undefined) {
  process.stderr.write('server-suites SERVERS.json PAGE.md\n');
  process.exitCode = 2;
} else {
  const servers = serversSchema.parse(JSON.parse(await readFile(resolve(file), 'utf8')));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const kept = resolve(`${page.replace(/\.md$/, '')}.json`);
  let results = JSON.parse(await readFile(kept, 'utf8').catch(() => '[]')) as readonly SuiteResult[];
  for (const [engine, server] of [
    ['embedded', null] as const,
    ...(Object.entries(servers) as [string, Server][]),
  ]) {
    for (const suite of suiteNames) {
      const path = suites[suite][engine === 'embedded' ? 'embedded' : 'server'];
      if (path === null) continue;
      const begun = performance.now();
      const files = await runSuite(path, server);
      const seconds = Math.round((performance.now() - begun) / 1000);
      const counts = countOf(files);
      const result = { suite, engine, counts, failed: failedTitles(files), seconds, commit };
      results = [...results.filter(one => one.suite !== suite || one.engine !== engine), result];
      process.stdout.write(`${JSON.stringify(result)}\n${files.flatMap(failuresOf).join('\n')}\n`);
      if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1;
      // After each, so that a run that is ended loses nothing.
      await writeFile(kept, `${JSON.stringify(results, null, 2)}\n`);
      await writeFile(resolve(page), pageOf(results));
    }
  }
}
