import type { AssetLibrary } from '../assets/asset-library.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { DiskFloor } from './disk-floor.ts';
import type { Host } from './host.ts';
import type { InputGuard } from './input-guard.ts';
import type { BatchRequest } from './prepared-batch.ts';
import type { ShutdownSignals } from './shutdown-signals.ts';

/** What the variants of one batch share in one process. */
export interface BatchContext {
  readonly host: Host;
  readonly runId: string;
  readonly options: BatchRequest['options'];
  readonly folder: OutputFolder;
  readonly assets: AssetLibrary;
  readonly floor: DiskFloor;
  readonly guard: InputGuard;
  readonly events: EventStream;
  readonly shutdown: ShutdownSignals;
}
