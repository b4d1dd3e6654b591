import type { EncodeChange } from '../catalogue/transformation.ts';
import type { HardwareEncoder } from './encode-settings.ts';

/**
 * How each hardware encoder takes a constant quality.
 *
 * @param crf - on x264's scale, 0 to 51, whole.
 * @see https://trac.ffmpeg.org/wiki/HWAccelIntro
 */
export function qualityArguments(encoder: HardwareEncoder, crf: number): readonly string[] {
  switch (encoder) {
    case 'h264_nvenc':
      // 0 leaves the choice to the driver; without a rate of 0 the quality would only be a bound.
      return ['-rc', 'vbr', '-cq', `${Math.max(1, crf)}`, '-b:v', '0'];
    case 'h264_qsv':
      // 0 counts as not said.
      return ['-global_quality', `${Math.max(1, crf)}`];
    case 'h264_videotoolbox':
      // Its own scale goes from 1, the worst, to 100.
      return ['-q:v', `${Math.max(1, Math.round(100 * (1 - crf / 51)))}`];
    case 'h264_amf':
      return ['-rc', 'cqp', '-qp_i', `${crf}`, '-qp_p', `${crf}`];
  }
}

/** Why hardware encoders cannot do what an encoding step asks for, or `null` when they can. */
export function hardwareRefusal(change: EncodeChange): string | null {
  if (change.bFrames !== undefined || change.referenceFrames !== undefined)
    return 'which frames a hardware encoder builds on depends on the chip';
  if (change.deblock !== undefined)
    return 'hardware encoders share no setting for how block edges are smoothed';
  if (change.chromaQpOffset !== undefined)
    return 'hardware encoders share no way to quantise colour on its own';
  return null;
}
