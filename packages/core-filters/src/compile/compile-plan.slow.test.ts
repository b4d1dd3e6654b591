import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Draws, compiles and writes so many plans in a separate process; by how many bytes its memory grew. */
function growth(plans: number): { readonly heapUsed: number; readonly rss: number } {
  const program = `
    import { compilePlan, defaultEncodeSettings, generatePlan, serializeGraph } from ${module('../index.ts')};
    import { ordinaryFacts as facts } from ${module('../testing/facts.ts')};
    const request = { level: 'medium', seed: 1, sourceSha256: 'a'.repeat(64), facts };
    const strategies = ['standard', 'seven_layer', 'enhanced_metrics'];
    function once(index) {
      const plan = generatePlan({ ...request, strategy: strategies[index % 3], index });
      const { command } = compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null });
      serializeGraph(command.graph, file => file);
    }
    function memory(from, to) {
      for (let index = from; index <= to; index++) once(index);
      gc();
      return process.memoryUsage();
    }
    // Code and tables that are made once are not growth.
    const before = memory(1, 500);
    const after = memory(501, 500 + ${plans});
    const [heapUsed, rss] = ['heapUsed', 'rss'].map(name => after[name] - before[name]);
    console.log(JSON.stringify({ heapUsed, rss }));
  `;
  const run = ['--expose-gc', '--no-warnings', '--input-type=module', '--eval', program];
  return JSON.parse(execFileSync(process.execPath, run, { encoding: 'utf8' }));
}

function module(file: string): string {
  return JSON.stringify(new URL(file, import.meta.url).href);
}

test('ten thousand plans, drawn and compiled, leave less than 100 MB behind, and on the heap hardly anything', () => {
  const { heapUsed, rss } = growth(10_000);
  process.stdout.write(
    `grew by ${Math.round(heapUsed / 1e6)} MB of heap, ${Math.round(rss / 1e6)} MB resident\n`,
  );
  expect(rss).toBeLessThan(100e6);
  expect(heapUsed).toBeLessThan(10e6);
});
