import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { type FileReport, failuresOf } from '../testing/vitest-report.ts';
import type { Server } from './servers.ts';

/** Far more than a suite takes; one that hangs has failed. */
const timeoutMs = 1_800_000;

/** What vitest reports of a file of tests, on a server or, without one, on the embedded engine. */
export async function runSuite(path: string, server: Server | null): Promise<readonly FileReport[]> {
  const folder = mkdtempSync(join(tmpdir(), 'variegate-suite-'));
  const report = join(folder, 'report.json');
  const vitest = join(rootFolder, 'node_modules', 'vitest', 'vitest.mjs');
  try {
    const { output } = await runQuietly(
      process.execPath,
      [vitest, 'run', '--project', 'fast', '--reporter=json', `--outputFile=${report}`, path],
      { cwd: rootFolder, env: environmentOf(server), timeoutMs },
    );
    return reportIn(report) ?? [{ name: path, message: output, status: 'failed', assertionResults: [] }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The titles of the tests that failed, for the page; their reasons go to the terminal. */
export function failedTitles(files: readonly FileReport[]): readonly string[] {
  return files.flatMap(failuresOf).map(text => text.split(/: |\n/)[0] ?? text);
}

function reportIn(path: string): readonly FileReport[] | null {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { readonly testResults: readonly FileReport[] })
      .testResults;
  } catch {
    return null;
  }
}

function environmentOf(server: Server | null): NodeJS.ProcessEnv {
  const { INNGEST_TEST_SERVER, INNGEST_TEST_EVENT_KEY, INNGEST_TEST_SIGNING_KEY, ...others } = process.env;
  if (server === null) return others;
  const { url, eventKey, signingKey } = server;
  return {
    ...others,
    INNGEST_TEST_SERVER: url,
    ...(eventKey === undefined ? {} : { INNGEST_TEST_EVENT_KEY: eventKey }),
    ...(signingKey === undefined ? {} : { INNGEST_TEST_SIGNING_KEY: signingKey }),
  };
}
