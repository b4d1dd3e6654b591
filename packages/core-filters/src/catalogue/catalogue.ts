import { audioNoise } from './audio/audio-noise.ts';
import { audioSwap } from './audio/audio-swap.ts';
import { autoPan } from './audio/auto-pan.ts';
import { avOffset } from './audio/av-offset.ts';
import { balance } from './audio/balance.ts';
import { bandPass } from './audio/band-pass.ts';
import { bandReject } from './audio/band-reject.ts';
import { bass } from './audio/bass.ts';
import { channelSwap } from './audio/channel-swap.ts';
import { chorus } from './audio/chorus.ts';
import { clicks } from './audio/clicks.ts';
import { codecDegrade } from './audio/codec-degrade.ts';
import { compressor } from './audio/compressor.ts';
import { distortion } from './audio/distortion.ts';
import { echo } from './audio/echo.ts';
import { equalizer } from './audio/equalizer.ts';
import { flanger } from './audio/flanger.ts';
import { frequencyShift } from './audio/frequency-shift.ts';
import { gain } from './audio/gain.ts';
import { highPass } from './audio/high-pass.ts';
import { loudness } from './audio/loudness.ts';
import { lowPass } from './audio/low-pass.ts';
import { monoMix } from './audio/mono-mix.ts';
import { muteSpans } from './audio/mute-spans.ts';
import { phaseInvert } from './audio/phase-invert.ts';
import { phaser } from './audio/phaser.ts';
import { pitch } from './audio/pitch.ts';
import { removeAudio } from './audio/remove-audio.ts';
import { reverb } from './audio/reverb.ts';
import { speechBand } from './audio/speech-band.ts';
import { stereoWiden } from './audio/stereo-widen.ts';
import { stereoWidth } from './audio/stereo-width.ts';
import { tempo } from './audio/tempo.ts';
import { treble } from './audio/treble.ts';
import { tremolo } from './audio/tremolo.ts';
import { vibrato } from './audio/vibrato.ts';
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
import { cameraShake } from './geometry/camera-shake.ts';
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
import { blend } from './overlay/blend.ts';
import { border } from './overlay/border.ts';
import { box } from './overlay/box.ts';
import { dots } from './overlay/dots.ts';
import { emoji } from './overlay/emoji.ts';
import { imageOverlay } from './overlay/image-overlay.ts';
import { memeCaption } from './overlay/meme-caption.ts';
import { ontoBackground } from './overlay/onto-background.ts';
import { pictureInPicture } from './overlay/picture-in-picture.ts';
import { screenshotFrame } from './overlay/screenshot-frame.ts';
import { shapes } from './overlay/shapes.ts';
import { horizontalStack, verticalStack } from './overlay/stack.ts';
import { stripes } from './overlay/stripes.ts';
import { textLine } from './overlay/text.ts';
import { blur } from './texture/blur.ts';
import { chromaShift } from './texture/chroma-shift.ts';
import { denoise } from './texture/denoise.ts';
import { filmGrain } from './texture/film-grain.ts';
import { pixelize } from './texture/pixelize.ts';
import { sharpen } from './texture/sharpen.ts';
import { vignette } from './texture/vignette.ts';
import { concat } from './time/concat.ts';
import { frameDrop } from './time/frame-drop.ts';
import { frameRate } from './time/frame-rate.ts';
import { freeze } from './time/freeze.ts';
import { insertClip } from './time/insert-clip.ts';
import { insertColorFrames } from './time/insert-color-frames.ts';
import { insertInBackground } from './time/insert-in-background.ts';
import { loop } from './time/loop.ts';
import { replaceWithBackground } from './time/replace-with-background.ts';
import { replaceWithColorFrames } from './time/replace-with-color-frames.ts';
import { reverse } from './time/reverse.ts';
import { speed } from './time/speed.ts';
import { timeDecimate } from './time/time-decimate.ts';
import { trim } from './time/trim.ts';
import type { Transformation } from './transformation.ts';

/** Every transformation of this package, by layer. */
export const builtIn: readonly Transformation[] = [
  ...[
    cameraShake,
    crop,
    horizontalFlip,
    lensDistortion,
    pad,
    perspective,
    resize,
    rotate,
    shear,
    shift,
    zoom,
  ],
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
  ...[
    concat,
    frameDrop,
    frameRate,
    freeze,
    insertClip,
    insertColorFrames,
    insertInBackground,
    loop,
    replaceWithBackground,
    replaceWithColorFrames,
    reverse,
    speed,
    timeDecimate,
    trim,
  ],
  ...[
    ...[blend, border, box, dots, emoji, horizontalStack, imageOverlay, memeCaption, ontoBackground],
    ...[pictureInPicture, screenshotFrame, shapes, stripes, textLine, verticalStack],
  ],
  ...[
    audioNoise,
    audioSwap,
    autoPan,
    avOffset,
    balance,
    bandPass,
    bandReject,
    bass,
    channelSwap,
    chorus,
    clicks,
    codecDegrade,
    compressor,
    distortion,
    echo,
    equalizer,
    flanger,
    frequencyShift,
    gain,
    highPass,
    loudness,
    lowPass,
    monoMix,
    muteSpans,
    phaseInvert,
    phaser,
    pitch,
    removeAudio,
    reverb,
    speechBand,
    stereoWiden,
    stereoWidth,
    tempo,
    treble,
    tremolo,
    vibrato,
  ],
  ...[audioBitrate, bFrames, chromaQuantiser, deblocking, keyframeInterval, quality, referenceFrames],
];
