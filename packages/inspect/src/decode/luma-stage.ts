import type { VideoFacts } from '@variegate/core-filters';
import type { LumaRange } from '../pdq/shrink-luma.ts';

/** How the luma plane of a stream is brought out of ffmpeg, one byte a pixel. */
export interface LumaStage {
  /** Filters that end in `gray`. */
  readonly filters: string;
  /** What the values mean. */
  readonly range: LumaRange;
}

const planarFormats = [
  ...['yuv420p', 'yuv422p', 'yuv444p', 'yuv440p', 'yuv411p', 'yuv410p'],
  ...['yuvj420p', 'yuvj422p', 'yuvj444p', 'yuvj440p'],
];

/**
 * Chooses how luma is taken. Eight-bit planar video gives its own plane, untouched: a conversion to `gray` would
 * change the range in some releases of ffmpeg and not in others. Everything else is converted to limited range first.
 */
export function lumaStage(video: VideoFacts): LumaStage {
  if (planarFormats.includes(video.pixelFormat)) {
    return { filters: `format=${planarFormats.join('|')},extractplanes=y`, range: video.colorRange };
  }
  return { filters: 'scale=out_range=tv:flags=bilinear,format=yuv420p,extractplanes=y', range: 'limited' };
}
