/**
 * Measures what a durable batch costs besides rendering: `pnpm run bench [variants]`. Plans, fans out, publishes and folds
 * in 10,000 variants of one short clip, each "rendered" to a few bytes, and prints the figures with what they were
 * measured on. `BENCH_FOLDER` chooses where the output lies.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDurableBatch } from '../durable/run-durable-batch.ts';
import { shortClip } from '../testing/clip.ts';
import { trivialRender } from './trivial-render.ts';

const variants = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(process.env['BENCH_FOLDER'] ?? tmpdir(), 'workflow-bench-'));
try {
  const load = loadavg()[0]?.toFixed(1);
  const begun = performance.now();
  const clip = await shortClip();
  const summary = await runDurableBatch({
    inputs: [clip],
    outDir: join(folder, 'out'),
    count: variants,
    cacheFolder: join(folder, 'cache'),
    only: ['colour'],
    render: trivialRender,
  });
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage();
  if (summary.succeeded !== variants) throw new Error(`Only ${summary.succeeded} of ${variants} succeeded.`);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  print(
    `Node ${process.version}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown'} (load ${load})`,
  );
  print(
    `${variants} variants: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB at most, ` +
      `${((user + system) / 1e6).toFixed(1)} s of processor time`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
