export type { Clock } from './clock.ts';
export { createSystemClock, ManualClock } from './clock.ts';
export { createEmbeddedEngine } from './create-engine.ts';
export type {
  EmbeddedEngine,
  ListRunsOptions,
  RunEventsOptions,
  RunOutcome,
  SubscribeOptions,
} from './embedded-engine.ts';
export {
  ClientBusyError,
  EngineClosedError,
  EngineError,
  type EngineRetry,
  FeatureUnsupportedError,
  FunctionNotFoundError,
  NodeTooOldError,
  OptionInvalidError,
  PortUnavailableError,
  RegistrationFailedError,
  RunNotFoundError,
  StoreBusyError,
  StoreFailedError,
  StoreUnusableError,
  type StoreUnusableReason,
  TimeInvalidError,
  type UnsupportedFeature,
} from './errors.ts';
export type { EventPayload } from './event-payload.ts';
export type { HttpFace, ServeOptions } from './http-face/http-face.ts';
export type { RealtimeMessage } from './inspection/broadcast.ts';
export type { RunEvent } from './inspection/run-event.ts';
export type { FailedAttemptView, RunDetails, RunSummary, StepView } from './inspection/run-view.ts';
export type { Json, JsonObject } from './json.ts';
export type { EmbeddedEngineOptions, FileStoreOptions } from './loop/engine-options.ts';
export type { SerializedError } from './protocol/serialized-error.ts';
export type { Durability } from './store/open-database.ts';
export type { RunFilter } from './store/run-search.ts';
export type { RunStatus } from './store/run-table.ts';
export type { StepStatus } from './store/step-table.ts';
