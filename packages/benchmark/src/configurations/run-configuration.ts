import { createVariants, type SharedOptions } from '@variegate/variants';
import { BenchmarkCancelledError, WorkFailedError } from '../errors.ts';
import type { Configuration } from './configuration.ts';

/** What making variants in one configuration takes. */
export interface ConfigurationWork {
  readonly input: string;
  /** An empty folder. */
  readonly outDir: string;
  /** @default as many as the strategy makes of itself */
  readonly count?: number;
  readonly rendering: Omit<SharedOptions, 'outDir'>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes the variants once, as `createVariants` makes them: planned, rendered, verified, measured, recorded.
 *
 * @returns processor time of everything, and the most memory that one render took.
 * @throws {BENCHMARK_WORK_FAILED} when a variant failed.
 * @throws {BENCHMARK_CANCELLED} after `signal` was aborted.
 */
export async function runConfiguration(
  { workers, threads }: Configuration,
  { input, outDir, rendering, signal, ...counted }: ConfigurationWork,
): Promise<{ readonly cpuSeconds: number; readonly renderPeakBytes: number }> {
  const summary = await createVariants({
    ...rendering,
    ...{ input, outDir, ...counted, threads, maxWorkers: workers, retries: 0 },
    ...(signal === undefined ? {} : { signal }),
  });
  if (signal?.aborted === true) throw new BenchmarkCancelledError('The benchmark was stopped.');
  const failure = summary.variants?.find(({ status }) => status !== 'succeeded');
  if (summary.succeeded < summary.requested) {
    throw new WorkFailedError(
      `Variant ${failure?.index} was to be timed and failed: ${failure?.error?.message}`,
    );
  }
  const peaks = summary.variants?.map(({ peakMemoryBytes }) => peakMemoryBytes ?? 0) ?? [];
  return { cpuSeconds: summary.cpuSeconds, renderPeakBytes: Math.max(0, ...peaks) };
}
