/**
 * Measures the engine's speed, as it is shipped: `pnpm run bench`. Each measure runs in a separate process; the
 * figures are printed with what they were measured on. `BENCH_FOLDER` chooses where the stores lie.
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

import { MEASURES } from './measures.ts';

const [name] = process.argv.slice(2);
const measure = name === undefined ? undefined : MEASURES[name];

if (measure !== undefined) {
  print(JSON.stringify(await measure()));
} else {
  print(`Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const each of Object.keys(MEASURES)) measureInProcess(each, []);
  measureInProcess('10,000 runs of one step', ['--max-semi-space-size=16']);
}

function measureInProcess(each: string, nodeOptions: readonly string[]): void {
  const load = loadavg()[0]?.toFixed(1);
  const script = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [...nodeOptions, script, each], { encoding: 'utf8' });
  const figures = Object.entries(JSON.parse(output) as Record<string, number>);
  const values = figures.map(([unit, value]) => `${value.toFixed(2)} ${unit}`).join(', ');
  print(`${[each, ...nodeOptions].join(' ')}: ${values} (load ${load})`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
