import type { BatchFolder } from '../batch/batch-folder.ts';
import { isCancelled } from '../batch/cancel-marker.ts';

/** How often the marker is looked for. Network file systems report no changes, so looking is the only way. */
const checkEveryMs = 500;

/** Looks for a batch's cancellation marker until it is disposed of. */
export interface CancelWatch extends Disposable {
  /** Whether the marker was there at the last look. */
  readonly cancelled: boolean;
  /** Looks now. */
  look(): Promise<void>;
}

/** Looks once, then at regular intervals. @param onCancel - called once */
export async function watchCancel(folder: BatchFolder, onCancel: () => void): Promise<CancelWatch> {
  let cancelled = false;
  const look = async () => {
    if (cancelled || !(await isCancelled(folder)) || cancelled) return;
    cancelled = true;
    onCancel();
  };
  await look();
  const timer = setInterval(() => void look(), checkEveryMs).unref();
  return {
    get cancelled() {
      return cancelled;
    },
    look,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
