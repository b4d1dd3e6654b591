import type { FfprobeStream } from './ffprobe-output.ts';

const depths = [8, 10, 12, 16] as const;

/** Bits per sample, from the pixel format's name (`yuv420p10le`, `p010le`, `gray12le`), rounded up to 8, 10, 12 or 16. */
export function bitDepth(stream: FfprobeStream): number {
  const planar = /(?:p|p0|gray|rgb|xyz|y2)(9|10|12|14|16)(?:le|be)?$/.exec(stream.pix_fmt)?.[1];
  const packed = /^(?:rgb48|bgr48|rgba64|bgra64|ya16)/.test(stream.pix_fmt) ? 16 : undefined;
  const bits = Number(planar ?? packed ?? stream.bits_per_raw_sample ?? 8);
  return depths.find(depth => depth >= bits) ?? 16;
}
