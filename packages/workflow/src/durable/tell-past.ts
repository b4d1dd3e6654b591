import { endOf } from '@variegate/variants';
import { settledLines } from '../batch/settled-lines.ts';
import type { BatchContext } from '../runtime/batch-context.ts';

/** Tells of a batch that goes on what an earlier process has told already: its size, and what has ended. */
export async function tellPast(context: BatchContext): Promise<void> {
  const { batch, events, folder, options, workers } = context;
  const { strategy, seed, level } = options.drawing;
  const { inputs, requested, request, substitution = null } = batch;
  events.emit({
    ...{ type: 'batch-planned', batchId: request.batchId, outDir: folder.path },
    ...{ strategy, seed, level, inputs, requested, workers },
  });
  if (substitution !== null) events.emit({ type: 'encoder-unavailable', ...substitution });
  for (let chunk = 1; chunk <= batch.chunks; chunk += 1) {
    for await (const { line, outcomes } of settledLines(context, chunk, {
      chunkErrors: new Map(),
      interrupted: true,
    })) {
      if (line.kind === 'refused' && line.isFirst) {
        events.emit({ type: 'input-unusable', source: line.path, error: line.error });
      }
      for (const { result, job } of outcomes) {
        const event = endOf(result, job);
        if (event !== null) events.emit(event);
      }
    }
  }
}
