import { npmProgram } from '../provision/npm.mjs';
import { runQuietly } from '../provision/run-quietly.mjs';

/** A release as its three numbers. */
type Numbers = readonly [major: number, minor: number, patch: number];

/** The versions of `inngest` that the registry has. */
export async function publishedReleases(): Promise<readonly string[]> {
  const npm = npmProgram();
  const args = [...npm.args, 'view', 'inngest', 'versions', '--json', '--loglevel=error'];
  const { exitCode, stdout, output } = await runQuietly(npm.program, args, { timeoutMs: 120_000 });
  if (exitCode !== 0) throw new Error(`npm could not say which releases of inngest there are: ${output}`);
  return JSON.parse(stdout) as readonly string[];
}

/**
 * The releases of a major version worth trying, oldest first: its very first, and the newest of each minor version.
 * Previews are none.
 */
export function releasesToTry(versions: readonly string[], major: number): readonly string[] {
  const releases = versions
    .flatMap(version => numbersOf(version) ?? [])
    .filter(([its]) => its === major)
    .toSorted(byAge);
  const newest = releases.filter(([, minor], at) => releases[at + 1]?.[1] !== minor);
  return [...new Set([...releases.slice(0, 1), ...newest])].map(numbers => numbers.join('.'));
}

function numbersOf(version: string): readonly Numbers[] | undefined {
  const [, ...numbers] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  return numbers.length === 3 ? [numbers.map(Number) as unknown as Numbers] : undefined;
}

function byAge(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
