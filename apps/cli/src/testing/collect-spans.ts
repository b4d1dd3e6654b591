import { writeFileSync } from 'node:fs';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/* Preloaded with `--import`, as a user would have a provider registered: writes the spans to the file that `SPANS_FILE` names. */

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(
  new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
);
process.on('exit', () => {
  const spans = exporter.getFinishedSpans().map(span => ({
    ...{ name: span.name, attributes: span.attributes, status: span.status },
    ...{ id: span.spanContext().spanId, parent: span.parentSpanContext?.spanId ?? null },
  }));
  writeFileSync(String(process.env['SPANS_FILE']), JSON.stringify(spans));
});
