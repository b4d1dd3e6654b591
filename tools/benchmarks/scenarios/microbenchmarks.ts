import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Microbenchmark } from '../micro-reporter.ts';
import type { Scenario } from '../scenario.ts';

/** The small things that everything is made of: every `*.micro.bench.ts` of the checkout, through vitest's bench. */
export const microbenchmarks: Scenario = {
  name: 'microbenchmarks',
  title: 'Microbenchmarks',
  async run({ say, signal }) {
    say("vitest's bench runs every *.micro.bench.ts");
    const found = await runMicrobenchmarks(signal);
    return {
      blocks: [
        {
          kind: 'table',
          head: ['what', 'median', 'margin of the mean', 'runs'],
          rows: found.map(({ name, medianMs, marginPercent, samples }) => [
            ...[name, duration(medianMs), `± ${marginPercent.toFixed(1)} %`, `${samples}`],
          ]),
        },
      ],
      figures: found.map(({ name, medianMs }) => ({ name, value: medianMs, unit: 'ms', better: 'less' })),
    };
  },
};

/** Runs them in a separate process. */
async function runMicrobenchmarks(signal: AbortSignal): Promise<readonly Microbenchmark[]> {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  const vitest = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [vitest, 'bench', '--run', '--config', path.join(folder, 'vitest.micro.config.ts')],
    { cwd: folder, signal, maxBuffer: 1 << 26 },
  );
  const lines = stdout.split('\n').filter(line => line.startsWith('{'));
  return lines
    .map(line => JSON.parse(line) as Microbenchmark)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Milliseconds in the unit that suits them. */
function duration(ms: number): string {
  if (ms >= 1) return `${ms.toFixed(2)} ms`;
  return ms >= 0.001 ? `${(ms * 1000).toFixed(1)} µs` : `${(ms * 1e6).toFixed(0)} ns`;
}
