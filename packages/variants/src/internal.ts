/** What only the packages beside this one use: the batch core and its parts. It changes without notice. */

export { type AssetLibrary, assetLibrary } from './assets/asset-library.ts';
export { type AdmissionReporter, reportAdmission } from './batch/admission-reporter.ts';
export type { BatchContext } from './batch/batch-context.ts';
export { DiskFloor } from './batch/disk-floor.ts';
export { retryDelay } from './batch/failure-outcome.ts';
export { finishBatch } from './batch/finish.ts';
export {
  findConfiguredFfmpeg,
  type Host,
  type HostOptions,
  openHost,
  openPlanningHost,
} from './batch/host.ts';
export { InputGuard } from './batch/input-guard.ts';
export { LargeRenders } from './batch/large-renders.ts';
export {
  makeVariant,
  reference,
  retryEvent,
  type VariantAttempt,
  type VariantOutcome,
} from './batch/make-variant.ts';
export { type BatchOpening, openingEvents } from './batch/opening-events.ts';
export { type PlannedInput, planInputs } from './batch/plan.ts';
export { countRequested, prepareBatch, slotsOf, withAssets } from './batch/prepare.ts';
export type { BatchRequest, PlanningHooks, PreparedBatch } from './batch/prepared-batch.ts';
export { endEvent, RunRecorder } from './batch/run-recorder.ts';
export { ShutdownSignals } from './batch/shutdown-signals.ts';
export { slotsOfInput } from './batch/slots-of-input.ts';
export { placeOf, Tally, type VariantPlace } from './batch/tally.ts';
export { untilUsable } from './batch/until-usable.ts';
export { fallbacksOf, jobInForm, type VariantForm } from './batch/variant-forms.ts';
export {
  emptyResult,
  failedResult,
  publishedResult,
  unpublishedResult,
} from './batch/variant-results.ts';
export { type FfmpegUse, type FfmpegUseKind, ffmpegUses } from './capabilities/ffmpeg-uses.ts';
export { EventStream, type UntimedEvent } from './events/event-stream.ts';
export type { EncoderSubstitution, LeftOutVariants } from './events/variegate-event.ts';
export { assertNoLinkBelow, makeFolderBelow } from './folder/make-folder-below.ts';
export { type OutputFolder, outputFolderAt } from './folder/output-folder.ts';
export { expandInputs, type InputPath, markedPath, namedInput } from './inputs/expand-inputs.ts';
export { findInputs } from './inputs/find-inputs.ts';
export { inspectSource } from './inputs/inspect-source.ts';
export { readList } from './inputs/read-list.ts';
export { type ResolvedInput, resolveInputs } from './inputs/resolve-inputs.ts';
export { lackingOf } from './job/capabilities.ts';
export { parseOutputName } from './job/output-name.ts';
export { parseJob, seriesSchema } from './job/parse-job.ts';
export { type JobRequest, makeJob, requestOf } from './job/variant-job.ts';
export {
  drawnSlots,
  type InputRole,
  type SlotsByRole,
  type VariantSlot,
  variantKinds,
} from './job/variant-slot.ts';
export { describeEnvironment, type RunEnvironment } from './machine/environment.ts';
export { readMachineProfile, saveMachineProfile } from './machine/machine-profile.ts';
export { RunClock, type RunTimes } from './machine/run-clock.ts';
export { batchDefaults, type GivenOptions, resolveOptions } from './options/resolve-options.ts';
export type { DrawingRunOptions, MeasureChoice, RunOptions } from './options/run-options.ts';
export { variantErrorSchema } from './records/parse-record.ts';
export { readRecord } from './records/record-store.ts';
export { asVariantError, isCodedError } from './records/variant-error.ts';
export { type CommandInputs, openCommandInputs } from './rendering/open-command-inputs.ts';
export { type RenderVariantOptions, renderVariant } from './rendering/render-variant.ts';
export { resolveFile } from './rendering/resolve-file.ts';
export type { FinishedFolder, ReportedVariant } from './report/finished-folder.ts';
export { type FramePair, type TakePairsOptions, takePairs } from './report/frames/take-pairs.ts';
export { manifestSchema, sourceSchema, variantOfRunSchema, variantSchema } from './report/manifest-schema.ts';
export { readManifest } from './report/read-finished-folder.ts';
export { reportedVariant } from './report/reported-variant.ts';
export { takeThumbnail } from './report/take-thumbnail.ts';
export { findSourceOfRecord } from './results/find-source.ts';
export { openRunFolder, type RunFolder } from './results/open-run-folder.ts';
export { inBatchSpan } from './tracing/batch-span.ts';
