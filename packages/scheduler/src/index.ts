export type { BudgetReading, BudgetSource } from './budget/budget-source.ts';
export { parseByteSize } from './budget/byte-size.ts';
export {
  type BudgetNumber,
  type MemoryBudget,
  type MemoryBudgetOptions,
  memoryBudget,
  readMemoryBudget,
} from './budget/memory-budget.ts';
export { readMemoryPressure } from './budget/memory-pressure.ts';
export type { SystemRoots } from './budget/system-files.ts';
export type { Clock } from './clock.ts';
export {
  OptionInvalidError,
  QueueClosedError,
  type Retry,
  SchedulerError,
  TaskEvictedError,
  TaskTooLargeError,
  type TooLargeFacts,
} from './errors.ts';
export type { Learning } from './learning/learning.ts';
export { type FileLearning, openLearning } from './learning/learning-file.ts';
export type {
  AdmissionReason,
  QueueAdmissionEvent,
  QueueEvents,
  QueueSignalEvent,
  TaskEndEvent,
  TaskEvents,
  TaskEvictEvent,
  TaskRequeueEvent,
  TaskSampleEvent,
  TaskStartEvent,
  TaskThreadsEvent,
} from './queue/events.ts';
export type { Queue, QueueStatus } from './queue/queue-interface.ts';
export type { QueueOptions } from './queue/queue-options.ts';
export type { Task, TaskContext, TaskHandle, TaskOptions, TaskState } from './queue/task.ts';
export { createQueue } from './queue.ts';
export { processSampler } from './sampling/process-sampler.ts';
export type { Sampler, TreeUse } from './sampling/sampler.ts';
export { type CommandSignalOptions, commandSignal } from './signals/command-signal.ts';
export { cpuLoadSignal } from './signals/cpu-signal.ts';
export { type DiskSignalOptions, freeDiskSignal } from './signals/disk-signal.ts';
export type { LoadReading, LoadSignal } from './signals/load-signal.ts';
export { memorySignal } from './signals/memory-signal.ts';
export { pressureSignal } from './signals/pressure-signal.ts';
export type { Thresholds } from './signals/threshold.ts';
export {
  getOptimalWorkerCount,
  type WorkerCount,
  type WorkerCountOptions,
} from './workers/optimal-worker-count.ts';
