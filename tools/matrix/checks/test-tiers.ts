import path from 'node:path';
import { rootFolder } from '../../provision/workspace.mjs';
import { runProgram } from '../run-program.ts';
import { environmentOf } from '../versions/environment-of.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';
import { readTierReport } from './tier-report/read-tier-report.ts';

/** The tests that run on every version: the fast tier, and of the slow one what renders the catalogue and real clips. */
const tiers = [
  { title: 'fast tier', command: 'test', files: [] },
  {
    title: 'slow tier, catalogue and real clips',
    command: 'test:slow',
    files: [
      'packages/core-filters/src/catalogue',
      'packages/core-filters/src/compile',
      'packages/core-filters/src/strategies',
      'packages/variants/src/announced-media',
      'packages/variants/src/assets',
      'apps/cli/src/real-clip',
    ],
  },
] as const;

const timeoutMs = 60 * 60_000;

/** The project's own tests, with the version in the place of the system's ffmpeg. */
export const testTiers: Check = {
  name: 'test-tiers',
  title: 'The tests of the project pass',
  isShort: false,
  async run(context) {
    const figures: Record<string, string> = {};
    const failures: Failure[] = [];
    for (const { title, command, files } of tiers) {
      context.say(`${title} on ${context.version.column}`);
      const report = await runTier([command, ...files], context);
      figures[title] = report.figure;
      failures.push(...report.failures);
    }
    return resultOf(figures, failures);
  },
};

async function runTier(
  words: readonly string[],
  { version, signal }: CheckContext,
): Promise<{ readonly figure: string; readonly failures: readonly Failure[] }> {
  const script = path.join(rootFolder, 'tools', 'run.mjs');
  const run = { timeoutMs, env: environmentOf(version), cwd: rootFolder, signal };
  const { stdout, exitCode, seconds, timedOut } = await runProgram(process.execPath, [script, ...words], run);
  const { counts, failed } = readTierReport(stdout.toString());
  const [command = '', ...files] = words;
  const failures = failed.map(title => ({ what: title, command: testCommand(command, title) }));
  if (failures.length === 0 && exitCode !== 0) {
    const what = `npm run ${words.join(' ')} ${timedOut ? 'came to no end' : `ended with ${exitCode}`}`;
    failures.push({ what, command: `npm run ${command} -- ${files.join(' ')}` });
  }
  return { figure: `${counts ?? 'no closing line'}, ${seconds.toFixed(0)} s`, failures };
}

/** Runs the file of a failed test again, with the ffmpeg in question. */
function testCommand(command: string, title: string): string {
  const file = /^\S+\.test\.ts/.exec(title)?.[0] ?? '';
  return `PATH="/path/to/bin:$PATH" VARIEGATE_FFMPEG=/path/to/bin/ffmpeg npm run ${command} -- ${file}`.trim();
}
