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
export type { DuplicateInput, Summary, VariantResult } from './events/summary.ts';
export { type Progress, TotalProgress } from './events/total-progress.ts';
export type {
  AdmissionEvent,
  BatchPlannedEvent,
  EncoderUnavailableEvent,
  FfmpegUntestedEvent,
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
export { eventJsonSchema, manifestJsonSchema, recordJsonSchema } from './formats/json-schemas.ts';
export type { Gallery, Picture, PicturedTransformation } from './gallery/gallery.ts';
export {
  type CatalogueImages,
  type CatalogueImagesOptions,
  writeCatalogueImages,
} from './gallery/write-catalogue-images.ts';
export type { RenderSettings } from './job/render-settings.ts';
export type { PlannedSource, VariantJob } from './job/variant-job.ts';
export type { VariantKind } from './job/variant-slot.ts';
export { createVariants } from './library/create-variants.ts';
export { createVariantsBatch } from './library/create-variants-batch.ts';
export { planVariants } from './library/plan-variants.ts';
export { renderPlans } from './library/render-plans.ts';
export {
  type TransformedVideo,
  type TransformProgress,
  type TransformVideoOptions,
  transformVideo,
} from './library/transform-video.ts';
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
  CommandOptions,
  CreateVariantsBatchOptions,
  CreateVariantsOptions,
  RenderPlansOptions,
  RequestOptions,
  SharedOptions,
} from './options/batch-options.ts';
export { findRecord } from './records/find-record.ts';
export { readJournal } from './records/journal.ts';
export type { FailedRecord, SucceededRecord, VariantError, VariantRecord } from './records/variant-record.ts';
export type { WriteReportOptions, WrittenReport } from './report/report-options.ts';
export { writeReport } from './report/write-report.ts';
