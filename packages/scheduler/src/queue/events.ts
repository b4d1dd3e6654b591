import type { AdmissionReason } from '../admission/admission.ts';

/** A task was started. */
export interface TaskStartEvent {
  readonly id: number;
  readonly className: string;
  readonly group: string;
  /** Which start this is, from 1. */
  readonly attempt: number;
  /** Cores it counts for. */
  readonly threads: number;
  /** Idle cores it is offered on top. */
  readonly extraThreads: number;
  /** Memory set aside for it, in bytes. */
  readonly reservedBytes: number;
}

/** A running task was measured. */
export interface TaskSampleEvent {
  readonly id: number;
  /** Memory of its processes now, in bytes. */
  readonly usedBytes: number;
  /** The most seen in this start, in bytes. */
  readonly peakBytes: number;
  /** Memory set aside for it, in bytes. */
  readonly reservedBytes: number;
  /** Processor time of its processes so far in this start, in seconds. */
  readonly cpuSeconds: number;
}

/** Another number of idle cores is offered to a running task. */
export interface TaskThreadsEvent {
  readonly id: number;
  readonly extraThreads: number;
}

/** A running task is being stopped to make room. */
export interface TaskEvictEvent {
  readonly id: number;
  /** What called for it. */
  readonly reason: string;
}

/** A task went back into the line; the queue does that for memory only. */
export interface TaskRequeueEvent {
  readonly id: number;
  readonly reason: 'evicted' | 'died-of-memory';
  /** The most seen in the start that ended, in bytes. */
  readonly peakBytes: number;
  /** What will be set aside for it next time, at least, in bytes. */
  readonly reservedBytes: number;
}

/** A task ended, once and for all. */
export interface TaskEndEvent {
  readonly id: number;
  readonly status: 'succeeded' | 'failed' | 'cancelled';
  /** How often it was started. */
  readonly starts: number;
  /** From being added to its last start, in milliseconds; to its end if it never started. */
  readonly waitedMs: number;
  /** Length of its last start, in milliseconds. */
  readonly ranMs: number;
  /** The most memory seen in its last start, in bytes; 0 if it was never measured. */
  readonly peakBytes: number;
  /** Processor time seen in its last start, in seconds; 0 if it was never measured. */
  readonly cpuSeconds: number;
}

/** Another number of tasks runs or waits, or for another reason; not sent for bytes alone. */
export interface QueueAdmissionEvent {
  readonly running: number;
  readonly queued: number;
  /** Memory set aside for running tasks, in bytes. */
  readonly reservedBytes: number;
  /** Memory their processes took when last measured, in bytes. */
  readonly usedBytes: number;
  /** Memory that may be set aside in all, in bytes; 0 before the first reading. */
  readonly budgetBytes: number;
  /** Why nothing more starts. */
  readonly reason: AdmissionReason;
}

/** A load signal changed its mind, or could not be read. */
export interface QueueSignalEvent {
  /** The signal's name. */
  readonly name: string;
  /** Whether tasks may start: freely, only when nothing runs, or not at all. */
  readonly start: 'freely' | 'if-idle' | 'no';
  /** Whether the youngest task must go. */
  readonly evict: boolean;
  /** What it saw, for display. */
  readonly detail: string;
}

/** The events that concern one task. */
export interface TaskEvents {
  'task:start': TaskStartEvent;
  'task:sample': TaskSampleEvent;
  'task:threads': TaskThreadsEvent;
  'task:evict': TaskEvictEvent;
  'task:requeue': TaskRequeueEvent;
  'task:end': TaskEndEvent;
}

/** Every event of a queue, by name. */
export interface QueueEvents extends TaskEvents {
  'queue:admission': QueueAdmissionEvent;
  'queue:signal': QueueSignalEvent;
  /** Nothing runs and nothing waits any more. */
  'queue:idle': Record<string, never>;
}
