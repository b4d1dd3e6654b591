import type { Check } from './check.ts';
import { cleanText } from './clean-text.ts';
import { dead } from './dead.ts';
import { documented } from './documented.ts';
import { format } from './format.ts';
import { layers } from './layers.ts';
import { manifests } from './manifests.ts';
import { packing } from './packing.ts';
import { types } from './types.ts';

const checks: readonly Check[] = [format, types, layers, dead, documented, cleanText, manifests, packing];

// `npm run check [-- NAME...]`: this repository's checks, all of them or those that are named.
const names = process.argv.slice(2);
const unknown = names.filter(name => !checks.some(check => check.name === name));
if (unknown.length > 0) {
  const known = checks.map(({ name, claim }) => `  ${name.padEnd(11)} ${claim}`).join('\n');
  process.stderr.write(`No check is called ${unknown.join(', ')}. There are:\n${known}\n`);
  process.exitCode = 2;
} else {
  const wanted = checks.filter(({ name }) => names.length === 0 || names.includes(name));
  process.exitCode = (await runAll(wanted)) ? 0 : 1;
}

async function runAll(wanted: readonly Check[]): Promise<boolean> {
  let failed = 0;
  for (const check of wanted) {
    const started = performance.now();
    const findings = await findingsOfCheck(check);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const verdict = findings.length === 0 ? 'ok  ' : 'FAIL';
    process.stdout.write(`${verdict} ${check.name.padEnd(11)} ${check.claim} (${seconds} s)\n`);
    for (const finding of findings) process.stdout.write(`${finding.replace(/^/gm, '     ')}\n`);
    if (findings.length > 0) failed += 1;
  }
  process.stdout.write(`${wanted.length - failed} checks passed, ${failed} failed\n`);
  return failed === 0;
}

async function findingsOfCheck(check: Check): Promise<readonly string[]> {
  try {
    return await check.run();
  } catch (error) {
    return [`the check itself failed: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
