import type { BatchFolder } from '../batch/batch-folder.ts';
import { isCancelled } from '../batch/cancel-marker.ts';

/** How often the marker is looked for. Network file systems tell nobody of changes, so looking is the only way. */
const lookEveryMs = 500;

/** Looks for a batch's cancellation marker until it is disposed of. */
export interface CancelWatch extends Disposable {
  /** Whether the marker was there at the last look. */
  readonly cancelled: boolean;
  /** Looks now. */
  look(): Promise<void>;
}

/** Looks once, then goes on looking while other things happen. @param onCancel - told once */
export async function watchCancel(folder: BatchFolder, onCancel: () => void): Promise<CancelWatch> {
  let cancelled = false;
  const look = async () => {
    if (cancelled || !(await isCancelled(folder)) || cancelled) return;
    cancelled = true;
    onCancel();
  };
  await look();
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return {
    get cancelled() {
      return cancelled;
    },
    look,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
