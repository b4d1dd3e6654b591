import type { Queue, TaskHandle } from '@variegate/scheduler';
import { describeSpan, type SpanFacts, startSpan, withCurrentSpan } from './span.ts';

/** What is known of a task that waits for memory and cores. */
interface Wanted {
  readonly estimateBytes: number;
  readonly threads: number;
}

/** Shows the waits of a task for memory and cores as spans: a wait for each start, and what was decided. */
export function traceAdmission(queue: Queue, task: TaskHandle<unknown>, wanted: Wanted): void {
  const facts = { 'memory.estimate_bytes': wanted.estimateBytes, threads: wanted.threads };
  const begin = withCurrentSpan((more: SpanFacts) => startSpan('variegate.admission', { ...facts, ...more }));
  let span = begin({});
  if (!span.isRecording()) return;
  // Why nothing more could start, as the queue said last before it did.
  let reason = queue.status.reason;
  const end = (decision: 'started' | 'cancelled', more = {}) => {
    describeSpan(span, { 'admission.decision': decision, 'admission.waited_for': reason, ...more });
    span.end();
  };
  const stopListening = queue.on('queue:admission', event => {
    reason = event.reason;
  });
  task.on('task:start', ({ reservedBytes, extraThreads }) => {
    const { budgetBytes, usedBytes } = queue.status;
    end('started', {
      'memory.reserved_bytes': Math.round(reservedBytes),
      'memory.budget_bytes': Math.round(budgetBytes),
      'memory.used_bytes': Math.round(usedBytes),
      extra_threads: extraThreads,
    });
  });
  task.on('task:requeue', event => {
    span = begin({ 'admission.again_because': event.reason });
  });
  task.on('task:end', () => {
    if (span.isRecording()) end('cancelled');
    stopListening();
  });
}
