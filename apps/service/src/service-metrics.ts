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
  readonly #retries: Counter;

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
      help: 'Failed attempts that were followed by another one.',
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
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Counts what happened to a variant. */
  take(event: VariegateEvent): void {
    if (event.type === 'variant-succeeded') this.#variants.inc({ status: 'succeeded' });
    else if (event.type === 'variant-failed') this.#variants.inc({ status: 'failed' });
    else if (event.type === 'variant-skipped') this.#variants.inc({ status: 'skipped' });
    else if (event.type === 'variant-retrying') this.#retries.inc();
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
