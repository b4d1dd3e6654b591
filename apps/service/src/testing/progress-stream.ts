import type { BatchProgress } from '../progress/batch-progress.ts';

/** The server-sent events of a batch. Leaving the loop ends the stream. */
export async function* progressOf(url: string, batchId: string): AsyncGenerator<BatchProgress, void, void> {
  const answer = await fetch(`${url}/api/events?batchId=${batchId}`);
  if (!answer.headers.get('content-type')?.includes('text/event-stream')) throw new Error('No event stream.');
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    const messages = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = messages.pop() ?? '';
    for (const message of messages.filter(text => text.startsWith('event: progress\n'))) {
      yield JSON.parse(message.slice(message.indexOf('data: ') + 6)) as BatchProgress;
    }
  }
}
