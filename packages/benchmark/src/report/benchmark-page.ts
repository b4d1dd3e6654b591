import type { BenchmarkSummary } from '../summary.ts';
import { summarySections } from './summary-sections.ts';
import { toHtmlPage } from './to-html-page.ts';

/** What a benchmark found, as one HTML page with plots that needs nothing besides itself. */
export function benchmarkPage(summary: BenchmarkSummary): Promise<string> {
  return toHtmlPage('Speed of variegate', summarySections(summary));
}
