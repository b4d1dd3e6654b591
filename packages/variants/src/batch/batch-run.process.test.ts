import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { defaultEncodeSettings, type Plan } from '@variegate/core-filters';
import { expect, test } from 'vitest';
import { assetLibrary } from '../assets/asset-library.ts';
import { EventStream } from '../events/event-stream.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { SourceInput } from '../inputs/resolve-inputs.ts';
import { makeJob, type PlannedSource, type VariantJob } from '../job/variant-job.ts';
import { drawnSlots } from '../job/variant-slot.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import { openRunFolder } from '../results/open-run-folder.ts';
import { ordinaryFacts } from '../testing/ordinary-facts.ts';
import { succeededRecord } from '../testing/succeeded-record.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { BatchRun } from './batch-run.ts';
import { DiskFloor } from './disk-floor.ts';
import { openHost } from './host.ts';
import { InputGuard } from './input-guard.ts';
import type { PlannedInput } from './plan.ts';
import { RunRecorder } from './run-recorder.ts';
import { ShutdownSignals } from './shutdown-signals.ts';
import { Tally } from './tally.ts';

const settings = { encode: defaultEncodeSettings, provenance: true, plainGraph: false };

function sourceOf(number: number): PlannedSource {
  const fingerprint = createHash('sha256').update(String(number)).digest('hex');
  const file = `clip-${number}.mp4`;
  return {
    path: `/in/${file}`,
    file,
    stem: `clip-${number}`,
    fingerprint,
    facts: ordinaryFacts,
    role: 'reference',
  };
}

function jobOf(source: PlannedSource, index: number): VariantJob {
  const plan: Plan = {
    ...{ formatVersion: 1, strategy: 'standard', level: 'medium', seed: 0, index },
    ...{ source: { sha256: source.fingerprint }, steps: [], rejected: [] },
  };
  return makeJob({ source, plan, settings, kind: 'variant' });
}

/** Memory in use after everything unreachable is gone, in bytes. */
function usedBytes(): number {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('Memory does not grow with the inputs, nor with the variants of one: what is finished is released.', async () => {
  await using temporary = await temporaryFolder();
  const folder = outputFolderAt(temporary.path);
  // One input with very many variants among many inputs with one.
  const [inputCount, many] = [700, 700];
  const sources = Array.from({ length: inputCount }, (_, number) => sourceOf(number));
  const countOf = (number: number) => (number === 0 ? many : 1);
  await using opened = await openRunFolder(folder);
  const content = Buffer.from('a variant');
  const sha256 = createHash('sha256').update(content).digest('hex');
  for (const [number, source] of sources.entries()) {
    for (let index = 1; index <= countOf(number); index += 1) {
      const job = jobOf(source, index);
      await writeFile(path.join(folder.path, job.output), content);
      // Not by the library's own way, which waits for the disk each time.
      const record = succeededRecord(job, { bytes: content.length, sha256 });
      await writeFile(path.join(folder.recordsPath, `${job.id}.json`), JSON.stringify(record));
    }
  }

  async function* planned(): AsyncGenerator<PlannedInput> {
    for (const [number, source] of sources.entries()) {
      const jobs = {
        async *[Symbol.asyncIterator]() {
          for (let index = 1; index <= countOf(number); index += 1) yield jobOf(source, index);
        },
      };
      yield { kind: 'planned', source, jobs };
    }
  }
  const options = { ...resolveOptions({ outDir: folder.path, count: 1 }), settings };
  await using host = await openHost(options);
  const used: number[] = [];
  let finished = 0;
  const seen: string[] = [];
  const events = new EventStream({
    onEvent({ type, ...event }) {
      if (type !== 'variant-skipped') return;
      finished += 1;
      if (seen.length < 200) seen.push((event as { source: string }).source);
      if (finished % 300 === 0) used.push(usedBytes());
    },
  });
  const requested = inputCount - 1 + many;
  const recorder = new RunRecorder(new Tally(requested), events, opened.journal);
  const inputs = sources.map(({ path: file, stem }): SourceInput => ({ kind: 'source', path: file, stem }));
  const run = new BatchRun(
    { inputs, slots: drawnSlots({ count: 1, controls: 0 }) },
    {
      ...{ host, runId: 'this run', folder, events, options },
      assets: assetLibrary({ files: [], cacheFolder: null }),
      shutdown: new ShutdownSignals(undefined, undefined),
      guard: new InputGuard([]),
      floor: new DiskFloor(folder.path, 0),
    },
    recorder,
    opened.planned,
  );
  await run.makeAll(planned(), 64);
  expect(recorder.tally.totals()).toMatchObject({ requested, skipped: requested, failed: 0 });
  // The file with many variants delayed no other: all took turns from the start.
  expect(new Set(seen).size).toBeGreaterThan(50);
  const [first = 0, last = 0] = [used[0], used.at(-1)];
  expect(last - first, `${used}`).toBeLessThan(1_500_000);

  const entries = await Array.fromAsync(opened.planned.entries());
  expect(entries.map(entry => entry.kind === 'planned' && entry.source.stem)).toEqual(
    sources.map(({ stem }) => stem),
  );
});
