import type { Summary } from '../events/summary.ts';
import { describeSpan, inSpan, type SpanFacts } from './span.ts';

/** Makes a batch within a span, which says in the end how many variants were made and what they took. */
export function inBatchSpan(facts: SpanFacts, work: () => Promise<Summary>): Promise<Summary> {
  return inSpan('variegate.batch', facts, async span => {
    const summary = await work();
    const { batchId, requested, succeeded, failed, skipped, cancelled, workers, peakMemoryBytes } = summary;
    const counts = { requested, succeeded, failed, skipped, cancelled, workers };
    describeSpan(span, { 'batch.id': batchId, ...counts, 'memory.peak_bytes': peakMemoryBytes });
    return summary;
  });
}
