import type { Queue, QueueAdmissionEvent } from '@variegate/scheduler';
import type { EventStream } from '../events/event-stream.ts';

const everyMs = 1000;

/** Reports what keeps variants from starting. */
export interface AdmissionReporter extends Disposable {
  /** Reports that the disk is too full. */
  readonly reportDiskLow: () => void;
}

/** Reports what the queue does: at once when starts and counts change, once a second when only memory does. */
export function reportAdmission(queue: Queue, events: EventStream): AdmissionReporter {
  let reported = '';
  let reportedAtMs = Number.NEGATIVE_INFINITY;
  const report = ({ running, queued, ...memory }: QueueAdmissionEvent, reason: string) => {
    const counts = `${running} ${queued} ${reason}`;
    const nowMs = performance.now();
    if (counts === reported && nowMs - reportedAtMs < everyMs) return;
    reported = counts;
    reportedAtMs = nowMs;
    const reservedBytes = Math.round(memory.reservedBytes);
    const usedBytes = Math.round(memory.usedBytes);
    const budgetBytes = Math.round(memory.budgetBytes);
    events.emit({ type: 'admission', running, queued, reservedBytes, usedBytes, budgetBytes, reason });
  };
  const stop = queue.on('queue:admission', event => report(event, event.reason));
  return { reportDiskLow: () => report(queue.status, 'disk-low'), [Symbol.dispose]: stop };
}
