export type { Retry } from '@variegate/ground';
export type { AdmissionReason } from './admission/admission.ts';
export type { BudgetReading, BudgetSource } from './budget/budget-keeper.ts';
export { parseByteSize } from './budget/byte-size.ts';
export type { SystemRoots } from './budget/machine-scope.ts';
export {
  type BudgetNumber,
  type MemoryBudget,
  type MemoryBudgetOptions,
  memoryBudget,
  readMemoryBudget,
} from './budget/memory-budget.ts';
export { type MemoryLimit, parseMemoryLimit } from './budget/memory-limit.ts';
export type { Clock } from './clock.ts';
export {
  OptionInvalidError,
  QueueClosedError,
  SchedulerError,
  TaskEvictedError,
  TaskTooLargeError,
  type TooLargeFacts,
} from './errors.ts';
export type { Learning } from './learning.ts';
export { type FileLearning, openLearning } from './learning.ts';
export {
  getOptimalWorkerCount,
  type WorkerCount,
  type WorkerCountOptions,
} from './optimal-worker-count.ts';
export type {
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
export type { QueueOptions } from './queue/queue-options.ts';
export type {
  Queue,
  QueueStatus,
  Task,
  TaskContext,
  TaskHandle,
  TaskOptions,
  TaskState,
} from './queue/task.ts';
export { createQueue } from './queue.ts';
export { processSampler } from './sampling/process-sampler.ts';
export type { Sampler, TreeUse } from './sampling/sampler.ts';
export { type CommandSignalOptions, commandSignal } from './signals/command-signal.ts';
export { cpuLoadSignal } from './signals/cpu-signal.ts';
export { type DiskSignalOptions, freeDiskSignal } from './signals/disk-signal.ts';
export type { LoadReading, LoadSignal, Thresholds } from './signals/load-signal.ts';
export { memorySignal } from './signals/memory-signal.ts';
export { pressureSignal, readMemoryPressure } from './signals/pressure-signal.ts';
