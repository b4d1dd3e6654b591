import { identitySegments, type MediaFacts } from '@variegate/core-filters';
import { type FfmpegNeeds, needsOfArguments } from '@variegate/runner';
import { decodeArguments, type LumaFrames, lumaStage } from './decode/decode-arguments.ts';
import { qualityFilters, qualityGraph } from './measure/measure-quality.ts';
import { signatureGraph } from './measure/measure-signature.ts';
import type { UnavailableMeasure } from './measure/measurement.ts';
import { referenceText } from './measure/reference-graph.ts';

/** What looking at files takes of an ffmpeg. */
export interface InspectionNeeds {
  /** To decode and to hash a finished file, without which it is not published. */
  readonly verification: FfmpegNeeds;
  /** To hash a source, of any kind, with which its variants are compared. */
  readonly hashing: FfmpegNeeds;
  /** To take each of the measures that an ffmpeg may lack. */
  readonly measures: Readonly<Record<UnavailableMeasure['measure'], FfmpegNeeds>>;
}

/**
 * What looking at files takes, read from the very commands that do it. Pure.
 *
 * @param facts - of an ordinary variant, with audio.
 */
export function inspectionNeeds(facts: MediaFacts): InspectionNeeds {
  const decode = (video: MediaFacts['video'], frames: LumaFrames, fingerprintAudio = false) => {
    const request = { facts: { ...facts, video }, luma: lumaStage(video), frames, fingerprintAudio };
    return decodeArguments(request);
  };
  // Planar video of eight bits gives its luma as it is; of everything else it is worked out.
  const otherFormat = { ...facts.video, pixelFormat: 'yuv420p10le', bitDepth: 10 };
  return {
    verification: needsOfArguments(decode(facts.video, 'each-second')),
    hashing: needsOfArguments([...decode(facts.video, 'every'), ...decode(otherFormat, 'every')]),
    measures: {
      audio: needsOfArguments(decode(facts.video, 'every', true)),
      'video-signature': needsOfGraph(signatureGraph('[0:V:0]', '[1:V:0]')),
      ssim: needsOfQuality('ssim', facts),
      psnr: needsOfQuality('psnr', facts),
      vmaf: needsOfQuality('vmaf', facts),
      xpsnr: needsOfQuality('xpsnr', facts),
    },
  };
}

function needsOfQuality(measure: keyof typeof qualityFilters, facts: MediaFacts): FfmpegNeeds {
  const reference = referenceText(null, identitySegments(facts.durationSeconds), facts);
  if (reference === null) throw new RangeError('A video cannot be its own reference.');
  return needsOfGraph(qualityGraph(reference, [qualityFilters[measure]], 25, '[1:V:0]'));
}

function needsOfGraph(graph: string): FfmpegNeeds {
  return needsOfArguments(['-filter_complex', graph]);
}
