import type { Span } from '@opentelemetry/api';
import { describeSpan, failSpan, type SpanFacts, startSpan } from './span.ts';

/** The parts of a render, one after the other: ffmpeg, the verification, the publication. */
export class RenderSpans implements Disposable {
  #current: Span;

  constructor(facts: SpanFacts) {
    this.#current = startSpan('variegate.render', facts);
  }

  /** Ends the current part, with what is known of it now, and begins another. */
  next(name: 'variegate.verify' | 'variegate.publish', facts: SpanFacts): void {
    describeSpan(this.#current, facts);
    this.#current.end();
    this.#current = startSpan(name);
  }

  /** The current part has failed. */
  fail(error: unknown): void {
    const { peakMemoryBytes } = error as { readonly peakMemoryBytes?: unknown };
    if (typeof peakMemoryBytes === 'number')
      describeSpan(this.#current, { 'memory.peak_bytes': peakMemoryBytes });
    failSpan(this.#current, error);
  }

  [Symbol.dispose](): void {
    this.#current.end();
  }
}
