import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { postBatch, startTestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

let metrics = '';

beforeAll(async () => {
  await using running = await startTestService();
  await makeClip(running.inputRoot);
  await writeFile(path.join(running.inputRoot, 'broken.mp4'), 'no video');
  const request = { batchId: 'b', outDir: 'b', inputs: ['clip.mp4', 'broken.mp4'], count: 2 };
  await postBatch(running.url, request);
  await waitForRun(running.url, 'b');
  metrics = await (await fetch(`${running.url}/metrics`)).text();
});

/** The value of a metric, with its labels as Prometheus writes them. */
function sampleOf(name: string): number | null {
  const line = metrics.split('\n').find(one => one.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
}

/** Names of metrics in an expression or a page: those of the service, of its process and of Node. */
const namesIn = (text: string) => new Set(text.match(/\b(?:variegate|process|nodejs)_[a-z0-9_]+\b/g));

/** Names that are exported: of each sample, so those of a histogram with what they end in. */
const exportedNames = () => new Set(metrics.match(/^[a-z0-9_]+/gm));

test('Renders, the queue, memory, the disk and failures by code are exported.', () => {
  expect(sampleOf('variegate_variants_total{status="succeeded"}')).toBe(2);
  expect(sampleOf('variegate_variants_total{status="failed"}')).toBe(2);
  expect(sampleOf('variegate_variant_failures_total{code="INSPECT_MEDIA_UNUSABLE"}')).toBe(2);
  expect(sampleOf('variegate_render_seconds_count')).toBe(2);
  expect(sampleOf('variegate_render_cpu_seconds_total')).toBeGreaterThan(0);
  expect(sampleOf('variegate_published_bytes_total')).toBeGreaterThan(1000);
  expect(sampleOf('variegate_renders_running')).toBe(0);
  expect(sampleOf('variegate_renders_queued')).toBe(0);
  expect(sampleOf('variegate_queue_state{reason="nothing-waiting"}')).toBe(1);
  expect(sampleOf('variegate_memory_budget_bytes')).toBeGreaterThan(0);
  expect(sampleOf('variegate_disk_free_bytes')).toBeGreaterThan(0);
});

test.each(['grafana/dashboards/variegate.json', 'prometheus/alerts.yml'])(
  'Every metric of deploy/%s exists.',
  async file => {
    const text = await readFile(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8');
    const names = [...namesIn(text)];
    expect(names.length).toBeGreaterThan(3);
    const exported = exportedNames();
    // Counters with labels have no sample before something is counted.
    const known = (name: string) => exported.has(name) || metrics.includes(`# TYPE ${name} counter`);
    expect(names.filter(name => !known(name))).toEqual([]);
  },
);

test('The page on observability has every metric of the service, and no other.', async () => {
  const page = await readFile(new URL('../../../docs/observability.md', import.meta.url), 'utf8');
  const rows = page.split('\n').flatMap(line => /^\| `(variegate_\w+)/.exec(line)?.[1] ?? []);
  const types = [...metrics.matchAll(/^# TYPE (variegate_\w+) /gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(types.toSorted());
});

test('Every panel of the dashboard shows something of its own, and none stands on another.', async () => {
  const file = new URL('../../../deploy/grafana/dashboards/variegate.json', import.meta.url);
  const { panels } = JSON.parse(await readFile(file, 'utf8')) as {
    readonly panels: readonly {
      readonly id: number;
      readonly title: string;
      readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
      readonly targets: readonly { readonly expr: string }[];
    }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(new Set(panels.map(({ targets }) => targets.map(({ expr }) => expr).join())).size).toBe(
    panels.length,
  );
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});
