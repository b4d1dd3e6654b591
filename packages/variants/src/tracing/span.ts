import { type Attributes, context, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

/*
 * What a run does, as spans of OpenTelemetry. Only its API is used: where no provider is registered, which is usual, its
 * spans are empty objects that record nothing.
 */

const tracer = trace.getTracer('variegate');

/** Figures and words that a span says of its work; what is `null` or missing is left out. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Does a piece of work within a span, as whose part whatever it does is shown. A span of work that fails has the error's code. */
export function inSpan<T>(name: string, facts: SpanFacts, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes: attributesOf(facts) }, async span => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Begins a span as a part of the current one. Who begins it ends it. */
export function startSpan(name: string, facts: SpanFacts = {}): Span {
  return tracer.startSpan(name, { attributes: attributesOf(facts) });
}

/** Adds to what a span says. */
export function describeSpan(span: Span, facts: SpanFacts): void {
  if (span.isRecording()) span.setAttributes(attributesOf(facts));
}

/** Marks a span as one of work that has failed, by the code of the error, as `error.type`. */
export function failSpan(span: Span, error: unknown): void {
  if (!span.isRecording()) return;
  const { code, name, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : failureOf(error);
  span.setAttribute('error.type', code ?? name);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** A function that does its work as a part of the current span, from wherever and whenever it is called. */
export function withCurrentSpan<T extends (...args: never[]) => unknown>(work: T): T {
  return context.bind(context.active(), work);
}

/** Errors that are data have a code and a message too. */
function failureOf(error: unknown): {
  readonly code?: string;
  readonly name: string;
  readonly message: string;
} {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...{ name: 'Error', message: typeof message === 'string' ? message : String(error) },
  };
}

function attributesOf(facts: SpanFacts): Attributes {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [`variegate.${name}`, value])) as Attributes;
}
