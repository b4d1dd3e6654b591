import type { Queue, QueueAdmissionEvent } from '@variegate/scheduler';
import type { EventStream } from './event-stream.ts';

const everyMs = 1000;

/** Tells what else keeps variants from starting. */
export interface AdmissionTeller extends Disposable {
  /** Tells that the disk is too full. */
  readonly tellDiskLow: () => void;
}

/** Tells what the queue does: at once when starts and counts change, once a second when only memory does. */
export function tellAdmission(queue: Queue, events: EventStream): AdmissionTeller {
  let told = '';
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const tell = ({ running, queued, ...memory }: QueueAdmissionEvent, reason: string) => {
    const counts = `${running} ${queued} ${reason}`;
    const nowMs = performance.now();
    if (counts === told && nowMs - toldAtMs < everyMs) return;
    told = counts;
    toldAtMs = nowMs;
    const reservedBytes = Math.round(memory.reservedBytes);
    const usedBytes = Math.round(memory.usedBytes);
    const budgetBytes = Math.round(memory.budgetBytes);
    events.emit({ type: 'admission', running, queued, reservedBytes, usedBytes, budgetBytes, reason });
  };
  const stop = queue.on('queue:admission', event => tell(event, event.reason));
  return { tellDiskLow: () => tell(queue.status, 'disk-low'), [Symbol.dispose]: stop };
}
