export type { CacheSurroundings } from './cache/cache-folder.ts';
export { defaultCacheFolder } from './cache/cache-folder.ts';
export type { ExceededLimit, MediaUnusableReason } from './errors.ts';
export { InspectError, MediaUnusableError, VerificationFailedError } from './errors.ts';
export type { FingerprintOptions } from './fingerprint/fingerprint.ts';
export { fingerprint } from './fingerprint/fingerprint.ts';
export { type CompareQualityOptions, compareQuality } from './measure/compare-quality.ts';
export { type MatchThresholds, matchThresholds } from './measure/matched-frames.ts';
export { type MeasureOptions, measure } from './measure/measure.ts';
export type { Quality } from './measure/measure-quality.ts';
export type { SignatureMatch } from './measure/measure-signature.ts';
export type { MeasuredFile, Measurement, UnavailableMeasure } from './measure/measurement.ts';
export { parseQualityScores, type QualityScores } from './measure/picture-quality-scores.ts';
export { type PlanReferenceRequest, planReference } from './measure/plan-reference.ts';
export type { QualityReference } from './measure/reference-graph.ts';
export {
  type AudioSimilarity,
  compareHashes,
  type HashedVariant,
  type PdqSimilarity,
  type Similarity,
} from './measure/similarity.ts';
export type { MeasureLevel } from './measure/unavailable-measures.ts';
export type { LumaHash, LumaHasher, LumaHashes } from './pdq/luma-hasher.ts';
export { createLumaHasher, pdqVersion } from './pdq/luma-hasher.ts';
export { type Orientation, orientations } from './pdq/orientations.ts';
export type { PdqFrame } from './pdq/pdq-frame.ts';
export { formatPdqHash, type PdqHash, parsePdqHash, pdqDistance } from './pdq/pdq-hash.ts';
export type { LumaRange } from './pdq/shrink-luma.ts';
export { defaultMediaLimits, type MediaLimits } from './probe/media-limits.ts';
export { type ProbeOptions, probe } from './probe/probe.ts';
export { type ProbeAssetOptions, probeAsset } from './probe/probe-asset.ts';
export type { ProbedChapter, ProbedMedia, ProbedStream } from './probe/probed-media.ts';
export { type HashSourceOptions, hashSource } from './source/hash-source.ts';
export type { SourceHashes } from './source/source-hashes.ts';
export type { Verification } from './verify/verification.ts';
export { type VerifyOptions, verify } from './verify/verify.ts';
