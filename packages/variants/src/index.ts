export {
  type AssetFile,
  type AssetLibrary,
  type AssetLibraryOptions,
  assetLibrary,
} from './assets/asset-library.ts';
export { type OpenAssetsOptions, type OpenedAssets, openAssets } from './assets/open-assets.ts';
export { createVariants } from './create-variants.ts';
export { createVariantsBatch } from './create-variants-batch.ts';
export {
  AssetUnavailableError,
  CapabilityMissingError,
  DiskSpaceLowError,
  InputIsVariantError,
  InputsUnusableError,
  OptionInvalidError,
  OutputFolderBusyError,
  OutputFolderUnusableError,
  OutputReplacesInputError,
  ReportImpossibleError,
  SourceChangedError,
  VariantsError,
} from './errors.ts';
export { type Progress, TotalProgress } from './events/total-progress.ts';
export type {
  AdmissionEvent,
  BatchPlannedEvent,
  EncoderUnavailableEvent,
  InputUnusableEvent,
  SummaryEvent,
  VariantFailedEvent,
  VariantPlannedEvent,
  VariantProgressEvent,
  VariantReference,
  VariantRetryingEvent,
  VariantSkippedEvent,
  VariantStartedEvent,
  VariantSucceededEvent,
  VariegateEvent,
} from './events/variegate-event.ts';
export { makeFolder } from './folder/make-folder.ts';
export { openRunFolder, type RunFolder } from './folder/open-run-folder.ts';
export type { OutputFolder } from './folder/output-folder.ts';
export { outputFolderAt } from './folder/output-folder.ts';
export type { RenderSettings } from './identity/render-settings.ts';
export { type VariantIdentity, variantId } from './identity/variant-id.ts';
export {
  type ExpandInputsOptions,
  expandInputs,
  type InputPath,
  videoExtensions,
} from './inputs/expand-inputs.ts';
export { type LeaveOutVariantsOptions, leaveOutVariants } from './inputs/leave-out-variants.ts';
export { readJournal } from './journal/journal.ts';
export {
  type MachineIdentity,
  type MachineProfile,
  type MachineProfileOptions,
  machineProfilePath,
  readMachineProfile,
  saveMachineProfile,
} from './machine/machine-profile.ts';
export type { RenderUse } from './manager/render-accounts.ts';
export {
  ResourceMonitor,
  type ResourceMonitorOptions,
  type ResourceSample,
  type ResourceSummary,
} from './manager/resource-monitor.ts';
export {
  type ProcessVariantsOptions,
  VideoProcessingManager,
  type VideoProcessingManagerOptions,
} from './manager/video-processing-manager.ts';
export type {
  CreateVariantsBatchOptions,
  CreateVariantsOptions,
  RenderPlansOptions,
  SharedOptions,
} from './options/batch-options.ts';
export { resolveOptions } from './options/resolve-options.ts';
export type {
  DrawingDescription,
  DrawingOptions,
  DrawingRunOptions,
  MeasureChoice,
  RunOptions,
  SourceLimits,
} from './options/run-options.ts';
export { planVariants } from './plan-variants.ts';
export { compileJob } from './planning/compile-job.ts';
export { type InspectSourceOptions, inspectSource } from './planning/inspect-source.ts';
export { makeJob } from './planning/make-job.ts';
export { type PlanBatchOptions, planBatch } from './planning/plan-batch.ts';
export type { PlanInputsOptions } from './planning/plan-inputs.ts';
export type {
  PlannedDuplicate,
  PlannedInput,
  PlannedJobs,
  RefusedInput,
} from './planning/planned-input.ts';
export {
  type DuplicatedInput,
  type ResolvedInput,
  type ResolveInputsOptions,
  resolveInputs,
  type SourceInput,
  type UnusableInput,
} from './planning/resolve-inputs.ts';
export type { PlannedSource, VariantJob } from './planning/variant-job.ts';
export {
  drawnSlots,
  type InputRole,
  type SlotsByRole,
  type VariantKind,
  type VariantSlot,
  variantKinds,
} from './planning/variant-slot.ts';
export { findRecord } from './records/find-record.ts';
export { readRecord } from './records/record-store.ts';
export type {
  FailedRecord,
  RecordBase,
  RecordMeasures,
  RecordMedia,
  RecordRun,
  RecordSource,
  SucceededRecord,
  VariantError,
  VariantRecord,
} from './records/variant-record.ts';
export { renderPlans } from './render-plans.ts';
export { type ExistingVariantOptions, existingVariant } from './rendering/existing-variant.ts';
export { type CommandInputs, openCommandInputs } from './rendering/open-command-inputs.ts';
export { type RenderVariantOptions, renderVariant } from './rendering/render-variant.ts';
export { resolveFile } from './rendering/resolve-file.ts';
export type { WriteReportOptions, WrittenReport } from './report/report-options.ts';
export { writeReport } from './report/write-report.ts';
export type { ManifestOptions, ManifestParts } from './results/manifest.ts';
export type {
  PlannedDuplicateEntry,
  PlannedEntry,
  PlannedRefusedEntry,
  PlannedSourceEntry,
} from './results/planned-list.ts';
export { writeResults } from './results/write-results.ts';
export { Bookkeeper, endOf } from './run/bookkeeper.ts';
export { DiskFloor, type DiskFloorOptions } from './run/disk-floor.ts';
export { EventStream, type Listeners, type UntimedEvent } from './run/event-stream.ts';
export { InputGuard } from './run/input-guard.ts';
export {
  type FailureFacts,
  factsOfFailure,
  recordFailure,
  type VariantFailure,
} from './run/record-failure.ts';
export { openRenderPool, type RenderPool, type RenderPoolOptions } from './run/render-pool.ts';
export { retryDelay } from './run/retry-delay.ts';
export { countRequested, untilUsable } from './run/run-batch.ts';
export { type EncoderSubstitution, type SettledEncoder, settleEncoder } from './run/settle-encoder.ts';
export { Stopping } from './run/stopping.ts';
export { describeSurroundings, type RunSurroundings } from './run/surroundings.ts';
export { Tally, type VariantPlace, type VariantTotals } from './run/tally.ts';
export { type AdmissionTeller, tellAdmission } from './run/tell-admission.ts';
export { type TryContext, tryVariant, type VariantTry } from './run/try-variant.ts';
export { asVariantError, type CodedError, isCodedError } from './run/variant-error.ts';
export { cancelledResult, emptyResult, skippedResult, succeededResult } from './run/variant-results.ts';
export type {
  CandidateFigures,
  CandidateReport,
  SampleFacts,
  SearchReport,
} from './search/search-report.ts';
export type { DuplicateInput, Summary, VariantResult } from './summary/summary.ts';
