import { expect, test } from 'vitest';
import { resolveOptions } from '../options/resolve-options.ts';
import { shortClip } from '../testing/clip.ts';
import { openPlanningHost } from './host.ts';
import { planInputs } from './plan.ts';
import { prepareBatch } from './prepare.ts';

test('Of a hundred thousand variants those are planned whose turn has come, and the plans come out again.', async () => {
  const options = resolveOptions({ outDir: 'out', count: 100_000, level: 'light' });
  const host = await openPlanningHost(options);
  const prepared = await prepareBatch({ found: [{ path: await shortClip(), named: true }], options }, host);
  expect(prepared.requested).toBe(100_000);
  const began = process.cpuUsage();
  const [planned] = await Array.fromAsync(planInputs(prepared.inputs, prepared, host));
  if (planned?.kind !== 'planned') throw new Error('The clip was not planned.');
  const names: string[] = [];
  for await (const { output, index } of planned.jobs) {
    names.push(output);
    if (index === 3) break;
  }
  expect(names[2]).toMatch(/^short\.v003\./);
  for await (const { output } of planned.jobs) {
    expect(output).toBe(names[0]);
    break;
  }
  // All of them would take minutes.
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(20);
});
