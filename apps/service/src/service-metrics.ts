import { statfs } from 'node:fs/promises';
import type { VariegateEvent } from '@variegate/variants';
import type { WorkflowRuntime } from '@variegate/workflow';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The outcome of a request. */
export interface CountedRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

/** The figures of the service, as Prometheus reads them. */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #variants: Counter<'status'>;
  readonly #failures: Counter<'code'>;
  readonly #retries: Counter<'code'>;
  readonly #renderSeconds: Histogram;
  readonly #cpuSeconds: Counter;
  readonly #bytes: Counter;

  constructor(runtime: WorkflowRuntime) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'variegate_http_request_seconds',
      help: 'Time from a request to its answer, in seconds.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.05, 0.5, 5],
      registers,
    });
    this.#variants = new Counter({
      name: 'variegate_variants_total',
      help: 'Variants finished by this worker, by outcome.',
      labelNames: ['status'],
      registers,
    });
    for (const status of ['succeeded', 'failed', 'skipped']) this.#variants.inc({ status }, 0);
    this.#retries = new Counter({
      name: 'variegate_variant_retries_total',
      help: 'Failed attempts that were followed by another one, by code of the error.',
      labelNames: ['code'],
      registers,
    });
    this.#failures = new Counter({
      name: 'variegate_variant_failures_total',
      help: 'Variants that have failed for good, by code of the error.',
      labelNames: ['code'],
      registers,
    });
    this.#renderSeconds = new Histogram({
      name: 'variegate_render_seconds',
      help: 'Time that the last attempt at a published variant took, from its start to its publication, in seconds.',
      buckets: [1, 3, 10, 30, 100, 300, 1000, 3000],
      registers,
    });
    this.#cpuSeconds = new Counter({
      name: 'variegate_render_cpu_seconds_total',
      help: 'Processor time of the renders of published variants, in seconds.',
      registers,
    });
    this.#bytes = new Counter({
      name: 'variegate_published_bytes_total',
      help: 'Size of the published files, in bytes.',
      registers,
    });
    for (const [name, help, read] of gaugesOf(runtime)) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    }
    new Gauge({
      name: 'variegate_queue_state',
      help: 'Why no more renders start: 1 for the reason that holds now.',
      labelNames: ['reason'],
      registers,
      collect() {
        this.reset();
        this.set({ reason: runtime.status.reason }, 1);
      },
    });
    const { outputRoot } = runtime;
    if (outputRoot === null) return;
    new Gauge({
      name: 'variegate_disk_free_bytes',
      help: 'Free space where the outputs go, in bytes; absent while that cannot be read.',
      registers,
      async collect() {
        this.remove();
        const found = await statfs(outputRoot).catch(() => null);
        if (found !== null) this.set(found.bavail * found.bsize);
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts what happened to a variant. */
  take(event: VariegateEvent): void {
    switch (event.type) {
      case 'variant-succeeded':
        this.#variants.inc({ status: 'succeeded' });
        if (event.processingSeconds !== null) this.#renderSeconds.observe(event.processingSeconds);
        this.#cpuSeconds.inc(event.renderCpuSeconds ?? 0);
        this.#bytes.inc(event.bytes);
        return;
      case 'variant-failed':
        this.#variants.inc({ status: 'failed' });
        this.#failures.inc({ code: event.error.code });
        return;
      case 'variant-skipped':
        this.#variants.inc({ status: 'skipped' });
        return;
      case 'variant-retrying':
        this.#retries.inc({ code: event.error.code });
        return;
      default:
        return;
    }
  }

  countRequest({ method, route, status }: CountedRequest, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** Everything, in Prometheus' text format. */
  read(): Promise<string> {
    return this.#registry.metrics();
  }
}

function gaugesOf(
  runtime: WorkflowRuntime,
): readonly (readonly [name: string, help: string, read: () => number])[] {
  return [
    ['variegate_renders_running', 'Renders that run now.', () => runtime.status.running],
    ['variegate_renders_queued', 'Renders that wait for memory or a core.', () => runtime.status.queued],
    [
      'variegate_memory_reserved_bytes',
      'Memory kept for renders, in bytes.',
      () => runtime.status.reservedBytes,
    ],
    [
      'variegate_memory_used_bytes',
      'Memory that renders were measured to take, in bytes.',
      () => runtime.status.usedBytes,
    ],
    [
      'variegate_memory_budget_bytes',
      'Memory that renders may take, in bytes.',
      () => runtime.status.budgetBytes,
    ],
    ['variegate_workers', 'Most renders in parallel.', () => runtime.workers],
    ['variegate_draining', '1 while the worker takes on nothing more.', () => (runtime.draining ? 1 : 0)],
  ];
}
