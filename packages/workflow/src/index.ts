export { makeFolder } from '@variegate/runner';
export { assertNoLinkBelow } from '@variegate/variants/internal';
export { type BatchName, requestCancel } from './batch/cancel-marker.ts';
export { readBatchSummary } from './batch/read-batch-summary.ts';
export { type DurableBatchOptions, runDurableBatch } from './durable/run-durable-batch.ts';
export {
  BatchFailedError,
  BatchIdTakenError,
  BatchSizeError,
  BatchUnknownError,
  InputsFileUnusableError,
  InstallationForeignError,
  OutputRootTakenError,
  PathOutsideRootError,
  RequestInvalidError,
  type RequestIssue,
  WorkflowError,
} from './errors.ts';
export { defaultAppId, type WorkflowEvents, workflowEvents } from './events/event-types.ts';
export {
  batchCancelEvent,
  batchContinueEvent,
  batchNotifyEvent,
  batchRequestedEvent,
  type EventAddress,
  type SentEvent,
} from './events/sent-events.ts';
export type { BatchEnding } from './functions/batch-function.ts';
export { createWorkflowClient, type WorkflowClientOptions } from './functions/create-workflow-client.ts';
export {
  createWorkflowFunctions,
  type WorkflowFunctionsOptions,
} from './functions/create-workflow-functions.ts';
export { defaultFunctionLimits, type FunctionLimits } from './functions/function-limits.ts';
export { type NotificationRules, webhookProblem } from './notify/notification-rules.ts';
export { isWebhookSecret } from './notify/sign-webhook.ts';
export type { BatchFailure, BatchRegister, RegisteredBatch } from './register/batch-register.ts';
export { differingFields } from './register/batch-register.ts';
export { type BatchStanding, readStanding } from './register/batch-standing.ts';
export { type DiskShortage, diskShortage } from './register/disk-shortage.ts';
export {
  type Notification,
  type NotificationChannel,
  notificationChannels,
} from './register/notification-register.ts';
export {
  type BatchRequest,
  maxBatchVariants,
  maxListedInputs,
  maxRequestBytes,
} from './request/batch-request.ts';
export { batchCancelSchema, batchRequestedSchema } from './request/batch-requested-schema.ts';
export { checkBatchPaths, type PathRoots } from './request/check-batch-paths.ts';
export { parseBatchRequest } from './request/parse-batch-request.ts';
export { requestJsonSchema } from './request/request-json-schema.ts';
export { retryFailedRequest } from './request/retry-failed-request.ts';
export { createWorkflowRuntime } from './runtime/create-workflow-runtime.ts';
export type { BatchEvent, EventFeedOptions } from './runtime/event-feed.ts';
export { NotificationWatch, type NotificationWatchOptions } from './runtime/notification-watch.ts';
export type { Undelivered, WorkflowRuntimeOptions } from './runtime/runtime-options.ts';
export { StandstillWatch, type StandstillWatchOptions } from './runtime/standstill-watch.ts';
export type { WorkflowRuntime } from './runtime/workflow-runtime.ts';
