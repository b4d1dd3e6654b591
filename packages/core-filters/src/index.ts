export type { CommandInput, Container, ExpectedOutput, FfmpegCommand } from './command/ffmpeg-command.ts';
export type { AudioFacts, MediaFacts, VideoFacts } from './facts/media-facts.ts';
export type { Rational } from './facts/rational.ts';
export { rationalToNumber } from './facts/rational.ts';
export type { FileReference, Filter, FilterChain, FilterGraph, FilterValue } from './graph/filter-graph.ts';
export type { Segment, SegmentMap } from './segments/segment-map.ts';
