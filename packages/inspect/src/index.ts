export type { LumaFrames } from './decode/decode-arguments.ts';
export { MatroskaReader } from './decode/matroska-reader.ts';
export type { ExceededLimit, MediaUnusableReason } from './errors.ts';
export { InspectError, MediaUnusableError, VerificationFailedError } from './errors.ts';
export { type HashVideoOptions, hashVideo } from './hash-video.ts';
export { type InspectionNeeds, inspectionNeeds } from './inspection-needs.ts';
export { nearestIndex, shownSourceTime } from './measure/aligned-distance.ts';
export { secondsPerWord, wordSpanSeconds } from './measure/audio-bit-error.ts';
export { type CompareQualityOptions, compareQuality } from './measure/compare-quality.ts';
export { HashIndex } from './measure/hash-index.ts';
export { type MatchThresholds, matchThresholds } from './measure/matched-frames.ts';
export { type MeasureOptions, measure } from './measure/measure.ts';
export type { Quality } from './measure/measure-quality.ts';
export { parseQualityScores, type QualityScores } from './measure/measure-quality.ts';
export type { SignatureMatch } from './measure/measure-signature.ts';
export type { MeasuredFile, MeasureLevel, Measurement, UnavailableMeasure } from './measure/measurement.ts';
export type { QualityReference } from './measure/reference-graph.ts';
export { type PlanReferenceRequest, planReference } from './measure/reference-graph.ts';
export {
  type AudioSimilarity,
  compareHashes,
  type HashedVariant,
  type LookedForFrames,
  type PdqSimilarity,
  type Similarity,
} from './measure/similarity.ts';
export type { LumaHash, LumaHasher, LumaHashes } from './pdq/luma-hasher.ts';
export { createLumaHasher, pdqVersion } from './pdq/luma-hasher.ts';
export { type Orientation, orientations } from './pdq/orientations.ts';
export type { PdqFrame } from './pdq/pdq-frame.ts';
export {
  countBits,
  formatPdqHash,
  type PdqHash,
  parsePdqHash,
  pdqDistance,
  pdqHashWords,
} from './pdq/pdq-hash.ts';
export type { LumaRange } from './pdq/shrink-luma.ts';
export { probe, probeHeaders } from './probe/probe.ts';
export { type ProbeAssetOptions, probeAsset } from './probe/probe-asset.ts';
export { type ProbedSource, type ProbeSourceOptions, probeSource } from './probe/probe-source.ts';
export type { ProbedChapter, ProbedMedia, ProbedStream } from './probe/probed-media.ts';
export { defaultProbeMemoryBytes, type ProbeOptions } from './probe/run-ffprobe.ts';
export type { FingerprintOptions, HashProgress } from './source/fingerprint.ts';
export { fingerprint } from './source/fingerprint.ts';
export { type HashSourceOptions, hashSource } from './source/hash-source.ts';
export type { SourceHashes, VideoHashes } from './source/source-hashes.ts';
export { assertInputSize, defaultSourceLimits, type SourceLimits } from './source-limits.ts';
export type { Verification } from './verify/verify.ts';
export { type VerifyOptions, verify } from './verify/verify.ts';
export { wholePad } from './whole-pad.ts';
