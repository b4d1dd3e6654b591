export { type AssetFacts, type AssetKind, assetKinds } from './assets/asset-facts.ts';
export { assetAudio, assetVideo } from './assets/asset-pads.ts';
export { asset } from './assets/asset-parameter.ts';
export { type AuglyEquivalent, auglyEquivalents } from './augly/augly-equivalents.ts';
export { canonicalDigest } from './canonical-digest.ts';
export { builtIn } from './catalogue/catalogue.ts';
export {
  builtInCatalogue,
  type Catalogue,
  createCatalogue,
  findTransformation,
  inModule,
  modulesOf,
  TransformationInvalidError,
} from './catalogue/create-catalogue.ts';
export { describeParameters, type ParameterSummary } from './catalogue/describe-parameters.ts';
export {
  choicesByLevel,
  type Level,
  type LevelName,
  levelNumber,
  levelPositions,
  levelSchema,
  levels,
  nearestLevel,
  numbersByLevel,
  positionOf,
  rangesByLevel,
  wholeRangesByLevel,
} from './catalogue/level.ts';
export {
  intensityOf,
  needsAudio,
  needsFrames,
  needsFrequency,
  needsPixels,
  needsSeconds,
  needsStereo,
} from './catalogue/requirements.ts';
export {
  defineTransformation,
  type Effect,
  type EncodeChange,
  type Layer,
  type Lowering,
  layers,
  type Transformation,
} from './catalogue/transformation.ts';
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
export { type FitRequest, fitPlan, withoutStep } from './compile/fit-plan.ts';
export type { GraphPart } from './compile/graph-part.ts';
export type { Normalization } from './compile/normalization.ts';
export { muxers } from './compile/output-arguments.ts';
export { planDigestOfProvenance, provenanceText } from './compile/provenance.ts';
export { hardwareArguments } from './compile/video-arguments.ts';
export { type StoredFrames, wholeFramesText } from './compile/whole-frames.ts';
export { estimateResources, type ResourceEstimate } from './estimate-resources.ts';
export { withFrameCount, withFrameRate, withSize } from './facts/change-facts.ts';
export type { AudioFacts, FieldOrder, MediaFacts, VideoFacts } from './facts/media-facts.ts';
export { hasAlpha, hasScalerMatrix, normalizedFacts, presentedSize } from './facts/normalized-facts.ts';
export { type Rational, rationalText, rationalToNumber, withSmallNumerator } from './facts/rational.ts';
export { type GeneratedAsset, generatedAssets } from './generated-assets/generated-assets.ts';
export { GraphNotAllowedError, GraphSyntaxError } from './graph/errors.ts';
export type { CommandInput, Container, ExpectedOutput, FfmpegCommand } from './graph/ffmpeg-command.ts';
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
export type { ColourChange } from './ir/colour/colour-change.ts';
export type { Geometry } from './ir/geometry.ts';
export type { Kernel } from './ir/kernel.ts';
export type { Layer as DrawnLayer, PictureOp } from './ir/picture-op.ts';
export type { PlacedImage } from './ir/placed-image.ts';
export {
  choice,
  colour,
  decimal,
  integer,
  type ParameterDescription,
  sha256,
  text,
} from './parameters.ts';
export { assetsOfPlan } from './plan/assets-of-plan.ts';
export { parsePlan, parseRecordedPlan } from './plan/parse-plan.ts';
export { type GivenStep, parseSteps, StepInvalidError } from './plan/parse-steps.ts';
export { placementOf } from './plan/placement.ts';
export type { ChainRequest } from './plan/plan.ts';
export {
  type Plan,
  PlanInvalidError,
  type PlanProblem,
  type PlanSingle,
  type PlanSource,
  type PlanStep,
  planDigest,
  planFormatVersion,
  type RecipeIdentity,
  type RejectedStep,
} from './plan/plan.ts';
export { planJsonSchema } from './plan/plan-json-schema.ts';
export { type RandomStream, type Range, randomStream } from './random-stream.ts';
export {
  definePlan,
  oneOf,
  type PlanTemplate,
} from './recipe/define-plan.ts';
export { parseRecipe, recipeChain } from './recipe/parse-recipe.ts';
export {
  type ChainOrder,
  type Choice,
  type NestedRecipe,
  type PlanElement,
  type Recipe,
  RecipeInvalidError,
  type RecipeReference,
  type Selection,
  type WantedStep,
} from './recipe/recipe.ts';
export { recipeSchema } from './recipe/recipe-schema.ts';
export { shippedRecipes } from './recipe/shipped-recipes.ts';
export { type ScorableOptions, scorableSegments } from './scorable-segments.ts';
export {
  type CandidateScores,
  createSearch,
  type FoundPlan,
  type Search,
  type SearchRequest,
} from './search/create-search.ts';
export { picturePartOf, videoPartOf } from './search/picture-part.ts';
export { type DialChoice, planDial, type TargetRequest } from './search/plan-dial.ts';
export {
  aimOf,
  isWithin,
  measuresOf,
  standingOf,
  type Target,
  type TargetBand,
  type TargetBias,
  type TargetFigures,
  type TargetMeasure,
  targetScales,
} from './search/target.ts';
export {
  type JudgedChoice,
  mostTargetCandidates,
  nearestChoice,
  nextChoice,
  planOfChoice,
  type TargetChoice,
  type TargetSearchOptions,
} from './search/target-search.ts';
export type { Segment, SegmentMap } from './segment-map.ts';
export { composeSegments, identitySegments, sourceTimeOf } from './segment-map.ts';
export type { CatalogueSelection } from './strategies/candidates.ts';
export { SelectionUnknownError } from './strategies/candidates.ts';
export { generateControlPlan } from './strategies/generate-control-plan.ts';
export { type GenerateRequest, generatePlan } from './strategies/generate-plan.ts';
export { mostGridPoints, single, singleNames, singleTemplate } from './strategies/single.ts';
export { strategies } from './strategies/strategies.ts';
export {
  type DrawnChain,
  type DrawRequest,
  type Strategy,
  type StrategyName,
  strategyNames,
} from './strategies/strategy.ts';
