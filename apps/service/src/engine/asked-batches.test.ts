import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWorkflowRuntime } from '@variegate/workflow';
import { expect, test } from 'vitest';
import { registerAskedBatches } from './asked-batches.ts';

test('What the first version was asked for is registered once, with its times, and half a line is passed over.', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-asked-'));
  await using runtime = await createWorkflowRuntime({ outputRoot: path.join(folder, 'out') });
  const { register } = runtime;
  if (register === null) throw new Error('An output root has a register.');
  const file = path.join(folder, 'asked-batches.jsonl');
  const line = (batchId: string, day: number) =>
    JSON.stringify({
      ...{ eventId: 'x', askedAt: `2026-01-0${day}T00:00:00.000Z` },
      request: { batchId, outDir: batchId, inputs: ['a.mp4'], seed: 3 },
    });
  await writeFile(file, `\n${line('first', 1)}\n\n${line('second', 2)}\n\n${line('third', 3).slice(0, 40)}`);
  await registerAskedBatches(file, register);
  await registerAskedBatches(file, register);
  expect((await register.list()).map(({ request, askedAt }) => [request.batchId, askedAt])).toEqual([
    ['second', '2026-01-02T00:00:00.000Z'],
    ['first', '2026-01-01T00:00:00.000Z'],
  ]);
  expect((await register.find('first'))?.request).toMatchObject({ seed: 3, inputs: ['a.mp4'] });
  await access(`${file}.moved`);
  await rm(folder, { recursive: true });
});
