export { type AssetFacts, type AssetKind, assetKinds } from './assets/asset-facts.ts';
export { assetPicture, assetSound } from './assets/asset-pads.ts';
export { asset } from './assets/asset-parameter.ts';
export { assetsOfPlan } from './assets/assets-of-plan.ts';
export { type GeneratedAsset, generatedAssets } from './assets/generated/generated-assets.ts';
export { type AuglyEquivalent, auglyEquivalents } from './augly/augly-equivalents.ts';
export { addTransformations, findTransformation } from './catalogue/added-transformations.ts';
export { catalogue } from './catalogue/catalogue.ts';
export { TransformationInvalidError } from './catalogue/errors.ts';
export {
  defineTransformation,
  type Effect,
  type EncodeChange,
  type Layer,
  type Level,
  type Lowering,
  layers,
  levels,
  type Transformation,
} from './catalogue/transformation.ts';
export type { CommandInput, Container, ExpectedOutput, FfmpegCommand } from './command/ffmpeg-command.ts';
export {
  type CompiledPlan,
  type CompileRequest,
  compilePlan,
  type Requirements,
} from './compile/compile-plan.ts';
export {
  defaultEncodeSettings,
  defaultVp9Settings,
  type EncoderTraits,
  type EncodeSettings,
  encoders,
  type HardwareEncoder,
  type HardwareSettings,
  hardwareEncoderNames,
  isHardware,
  type Preset,
  presets,
  softwareInstead,
  type Vp9Settings,
  type X264Settings,
} from './compile/encode-settings.ts';
export type { GraphPart } from './compile/graph-part.ts';
export { normalizedFacts } from './compile/normalize-source.ts';
export { muxers } from './compile/output-arguments.ts';
export { planDigestOfProvenance, provenanceText } from './compile/provenance.ts';
export { hardwareArguments } from './compile/video-arguments.ts';
export { canonicalDigest } from './digest/canonical-digest.ts';
export { estimateResources, type ResourceEstimate } from './estimate/estimate-resources.ts';
export type { AudioFacts, MediaFacts, VideoFacts } from './facts/media-facts.ts';
export { type Rational, rationalText, rationalToNumber } from './facts/rational.ts';
export { GraphNotAllowedError, GraphSyntaxError } from './graph/errors.ts';
export type {
  FileReference,
  Filter,
  FilterChain,
  FilterGraph,
  FilterValue,
  Fragment,
} from './graph/filter-graph.ts';
export { parseGraph } from './graph/parse-graph.ts';
export { serializeGraph } from './graph/serialize-graph.ts';
export type { ChainRequest } from './plan/chain-request.ts';
export {
  type Choice,
  definePlan,
  oneOf,
  type PlanElement,
  type PlanTemplate,
  type WantedStep,
} from './plan/define-plan.ts';
export { PlanInvalidError, type PlanProblem } from './plan/errors.ts';
export { fitPlan, withoutStep } from './plan/fit-plan.ts';
export { parsePlan } from './plan/parse-plan.ts';
export { placementOf } from './plan/placement.ts';
export {
  type Plan,
  type PlanSource,
  type PlanStep,
  planFormatVersion,
  type RejectedStep,
} from './plan/plan.ts';
export { planDigest } from './plan/plan-digest.ts';
export { type RandomStream, type Range, randomStream } from './random/random-stream.ts';
export {
  type CandidateScores,
  createSearch,
  type FoundPlan,
  type Search,
  type SearchRequest,
} from './search/create-search.ts';
export { picturePartOf } from './search/picture-part.ts';
export { composeSegments, identitySegments, sourceTimeOf } from './segments/compose-segments.ts';
export type { Segment, SegmentMap } from './segments/segment-map.ts';
export { SelectionUnknownError } from './strategies/errors.ts';
export { generateControlPlan } from './strategies/generate-control-plan.ts';
export { type GenerateRequest, generatePlan } from './strategies/generate-plan.ts';
export type { CatalogueSelection } from './strategies/select-candidates.ts';
export { strategies } from './strategies/strategies.ts';
export {
  type DrawnChain,
  type DrawRequest,
  type Strategy,
  type StrategyName,
  strategyNames,
} from './strategies/strategy.ts';
