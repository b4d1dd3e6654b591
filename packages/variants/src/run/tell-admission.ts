import type { Queue, QueueAdmissionEvent } from '@variegate/scheduler';
import type { EventStream } from './event-stream.ts';

const everyMs = 1000;

/** Tells what the queue does: at once when starts and counts change, once a second when only memory does. */
export function tellAdmission(queue: Queue, events: EventStream): void {
  let told = '';
  let toldAtMs = Number.NEGATIVE_INFINITY;
  queue.on('queue:admission', ({ running, queued, reason, ...memory }: QueueAdmissionEvent) => {
    const reservedBytes = Math.round(memory.reservedBytes);
    const usedBytes = Math.round(memory.usedBytes);
    const budgetBytes = Math.round(memory.budgetBytes);
    const counts = `${running} ${queued} ${reason}`;
    const nowMs = performance.now();
    if (counts === told && nowMs - toldAtMs < everyMs) return;
    told = counts;
    toldAtMs = nowMs;
    events.emit({ type: 'admission', running, queued, reservedBytes, usedBytes, budgetBytes, reason });
  });
}
