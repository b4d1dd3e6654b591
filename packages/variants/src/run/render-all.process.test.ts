import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { defaultEncodeSettings, type Plan } from '@variegate/core-filters';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { openRunFolder } from '../folder/open-run-folder.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import { makeJob } from '../planning/make-job.ts';
import type { PlannedInput } from '../planning/planned-input.ts';
import type { SourceInput } from '../planning/resolve-inputs.ts';
import type { PlannedSource, VariantJob } from '../planning/variant-job.ts';
import { drawnSlots } from '../planning/variant-slot.ts';
import { ordinaryFacts } from '../testing/ordinary-facts.ts';
import { succeededRecord } from '../testing/succeeded-record.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Bookkeeper } from './bookkeeper.ts';
import { DiskFloor } from './disk-floor.ts';
import { EventStream } from './event-stream.ts';
import { InputGuard } from './input-guard.ts';
import { renderAll } from './render-all.ts';
import { openRenderPool } from './render-pool.ts';
import { Stopping } from './stopping.ts';
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
  return makeJob(source, plan, settings);
}

/** Memory in use after everything unreachable is gone, in bytes. */
function usedBytes(): number {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('Memory does not grow with the inputs, nor with the variants of one: what is settled is let go.', async () => {
  await using temporary = await temporaryFolder();
  const folder = outputFolderAt(temporary.path);
  const ffmpeg = await findFfmpeg();
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
        *[Symbol.iterator]() {
          for (let index = 1; index <= countOf(number); index += 1) yield jobOf(source, index);
        },
      };
      yield { kind: 'planned', source, jobs };
    }
  }
  const options = { ...resolveOptions({ outDir: folder.path, count: 1 }), settings };
  await using pool = await openRenderPool({ ...options, ffmpeg });
  const used: number[] = [];
  let settled = 0;
  const seen: string[] = [];
  const events = new EventStream({
    onEvent({ type, ...event }) {
      if (type !== 'variant-skipped') return;
      settled += 1;
      if (seen.length < 200) seen.push((event as { source: string }).source);
      if (settled % 300 === 0) used.push(usedBytes());
    },
  });
  const requested = inputCount - 1 + many;
  const book = new Bookkeeper(new Tally(requested), events, opened.journal);
  const inputs = sources.map(({ path: file, stem }): SourceInput => ({ kind: 'source', path: file, stem }));
  await renderAll({
    ...{ inputs, planned: planned(), list: opened.planned, book, window: 64 },
    slots: drawnSlots({ count: 1, controls: 0 }),
    context: {
      ...{ folder, ffmpeg, queue: pool.queue, events, options },
      stopping: new Stopping(undefined, undefined),
      guard: new InputGuard([]),
      floor: new DiskFloor(folder.path, 0),
      onRenderCpu: () => {},
    },
  });
  expect(book.tally.totals()).toMatchObject({ requested, skipped: requested, failed: 0 });
  // The file with many held nobody up: others took turns with it from the start.
  expect(new Set(seen).size).toBeGreaterThan(50);
  const [first = 0, last = 0] = [used[0], used.at(-1)];
  expect(last - first, `${used}`).toBeLessThan(1_500_000);

  const entries = await Array.fromAsync(opened.planned.entries());
  expect(entries.map(entry => entry.kind === 'planned' && entry.source.stem)).toEqual(
    sources.map(({ stem }) => stem),
  );
});
