import { audioNoise } from './audio/audio-noise.ts';
import { compressor } from './audio/compressor.ts';
import { echo } from './audio/echo.ts';
import { equalizer } from './audio/equalizer.ts';
import { gain } from './audio/gain.ts';
import { highPass } from './audio/high-pass.ts';
import { lowPass } from './audio/low-pass.ts';
import { pitch } from './audio/pitch.ts';
import { brightness } from './colour/brightness.ts';
import { colorBalance } from './colour/color-balance.ts';
import { colorTemperature } from './colour/color-temperature.ts';
import { contrast } from './colour/contrast.ts';
import { gamma } from './colour/gamma.ts';
import { grayscale } from './colour/grayscale.ts';
import { hue } from './colour/hue.ts';
import { saturation } from './colour/saturation.ts';
import { toneCurve } from './colour/tone-curve.ts';
import { vibrance } from './colour/vibrance.ts';
import { audioBitrate } from './encoding/audio-bitrate.ts';
import { bFrames } from './encoding/b-frames.ts';
import { chromaQuantiser } from './encoding/chroma-quantiser.ts';
import { deblocking } from './encoding/deblocking.ts';
import { keyframeInterval } from './encoding/keyframe-interval.ts';
import { quality } from './encoding/quality.ts';
import { referenceFrames } from './encoding/reference-frames.ts';
import { crop } from './geometry/crop.ts';
import { horizontalFlip } from './geometry/horizontal-flip.ts';
import { lensDistortion } from './geometry/lens-distortion.ts';
import { pad } from './geometry/pad.ts';
import { perspective } from './geometry/perspective.ts';
import { resize } from './geometry/resize.ts';
import { rotate } from './geometry/rotate.ts';
import { shear } from './geometry/shear.ts';
import { shift } from './geometry/shift.ts';
import { zoom } from './geometry/zoom.ts';
import { border } from './overlay/border.ts';
import { box } from './overlay/box.ts';
import { dots } from './overlay/dots.ts';
import { textLine } from './overlay/text.ts';
import { blur } from './texture/blur.ts';
import { chromaShift } from './texture/chroma-shift.ts';
import { denoise } from './texture/denoise.ts';
import { filmGrain } from './texture/film-grain.ts';
import { pixelize } from './texture/pixelize.ts';
import { sharpen } from './texture/sharpen.ts';
import { vignette } from './texture/vignette.ts';
import { frameRate } from './time/frame-rate.ts';
import { speed } from './time/speed.ts';
import { trim } from './time/trim.ts';
import type { Transformation } from './transformation.ts';

/** Every transformation there is, by layer: what listings, documentation, schemas and strategies are made from. */
export const catalogue: readonly Transformation[] = [
  ...[crop, horizontalFlip, lensDistortion, pad, perspective, resize, rotate, shear, shift, zoom],
  ...[
    brightness,
    colorBalance,
    colorTemperature,
    contrast,
    gamma,
    grayscale,
    hue,
    saturation,
    toneCurve,
    vibrance,
  ],
  ...[blur, chromaShift, denoise, filmGrain, pixelize, sharpen, vignette],
  ...[frameRate, speed, trim],
  ...[border, box, dots, textLine],
  ...[audioNoise, compressor, echo, equalizer, gain, highPass, lowPass, pitch],
  ...[audioBitrate, bFrames, chromaQuantiser, deblocking, keyframeInterval, quality, referenceFrames],
];

const byName = new Map(catalogue.map(transformation => [transformation.name, transformation]));

/** The transformation of that name, or `null`. */
export function findTransformation(name: string): Transformation | null {
  return byName.get(name) ?? null;
}
