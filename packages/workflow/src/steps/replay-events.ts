import { endEvent, openingEvents } from '@variegate/variants/internal';
import type { WorkflowBatch } from '../runtime/open-batch.ts';
import { finishedLines } from './finished-lines.ts';

/** Reports again what an earlier process has reported of a batch: its size, and the ends of its variants. */
export async function replayEvents(context: WorkflowBatch): Promise<void> {
  const { batch, events, host, options } = context;
  for (const event of openingEvents({ ...batch, options }, host)) events.emit(event);
  for (let chunk = 1; chunk <= batch.chunks; chunk += 1) {
    const how = { chunkErrors: new Map(), interrupted: true };
    for await (const { line, results } of finishedLines(context, chunk, how)) {
      if (line.kind === 'refused' && line.isFirst) {
        events.emit({ type: 'input-unusable', source: line.path, error: line.error });
      }
      for (const { result, job } of results) {
        const event = endEvent(result, job);
        if (event !== null) events.emit(event);
      }
    }
  }
}
