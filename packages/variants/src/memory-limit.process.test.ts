import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from './batch/host.ts';
import { createVariantsBatch, type VariegateEvent } from './index.ts';
import { createVariantsBatchOn } from './library/create-variants-batch.ts';
import { resolveOptions } from './options/resolve-options.ts';
import { otherClip, shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('Renders that are expected to take more than the memory limit are announced once, and made alone.', async () => {
  await using folder = await temporaryFolder();
  const events: VariegateEvent[] = [];
  let most = 0;
  const summary = await createVariantsBatch({
    ...{ inputs: [await shortClip()], outDir: folder.path, count: 3, measure: 'off' },
    ...{ memoryLimit: '60MB', maxWorkers: 3 },
    onEvent: event => events.push(event),
    onProgress: ({ running }) => {
      most = Math.max(most, running);
    },
  });
  expect(summary).toMatchObject({ succeeded: 3 });
  const warnings = events.filter(({ type }) => type === 'memory-limit-exceeded');
  expect(warnings).toEqual([expect.objectContaining({ limitBytes: 60e6, variants: 3 })]);
  expect(most).toBe(1);
});

test('A render that the machine cannot hold is refused before it begins, and the others are made.', async () => {
  await using folder = await temporaryFolder();
  const inputs = [await shortClip(), await otherClip()];
  const outDir = path.join(folder.path, 'out');
  await mkdir(outDir);
  const estimates: { readonly id: string; readonly bytes: number }[] = [];
  const request = { inputs, outDir, count: 2, measure: 'off', retries: 0 } as const;
  const preview = { ...request, dryRun: true };
  await createVariantsBatch({
    ...preview,
    onEvent(event) {
      if (event.type !== 'variant-planned') return;
      estimates.push({ id: event.id, bytes: event.estimate.memoryBytes });
    },
  });
  const largest = estimates.toSorted((a, b) => b.bytes - a.bytes)[0] ?? { id: '', bytes: 0 };
  const refusal = {
    ...{ type: 'variant-failed', id: largest.id },
    error: {
      code: 'VARIANTS_MEMORY_INSUFFICIENT',
      message: expect.stringMatching(/is expected to take 0\.\d GB of memory, and this machine has 0\.\d GB/),
      retry: { kind: 'never' },
    },
  };

  await using host = await openHost(resolveOptions({ outDir, count: 2 }));
  const small = { ...host, memory: { ...host.memory, machineBytes: largest.bytes - 1 } };
  const foreseen: VariegateEvent[] = [];
  const would = await createVariantsBatchOn(small, { ...preview, onEvent: event => foreseen.push(event) });
  expect(would).toMatchObject({ failed: 1, cancelled: 3 });
  expect(foreseen).toContainEqual(expect.objectContaining(refusal));
  expect(await readdir(outDir)).toEqual([]);

  const events: VariegateEvent[] = [];
  const summary = await createVariantsBatchOn(small, { ...request, onEvent: event => events.push(event) });
  expect(summary).toMatchObject({ failed: 1, succeeded: 3 });
  expect(events).toContainEqual(expect.objectContaining(refusal));
  expect(events.filter(event => event.type === 'variant-started' && event.id === largest.id)).toEqual([]);
});
