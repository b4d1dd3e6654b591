import type { EncodeChange } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import {
  type EncodeSettings,
  encoders,
  type HardwareSettings,
  isHardware,
  type Vp9Settings,
  type X264Settings,
} from './encode-settings.ts';
import { hardwareRefusal, qualityArguments } from './hardware-quality.ts';

/** The scale on which steps state changes of the rate factor. */
const neutralCrfScale = encoders.libx264.worstCrf;

/** The arguments of the video encoder. */
export function videoArguments(
  encode: EncodeSettings,
  change: EncodeChange,
  facts: MediaFacts,
): readonly string[] {
  const rate = rationalToNumber(facts.video.frameRate);
  const keyframes = option(
    '-g',
    change.keyframeSeconds && Math.max(1, Math.round(change.keyframeSeconds * rate)),
  );
  switch (encode.encoder) {
    case 'libx264':
      return [...x264Arguments(encode, change), ...keyframes, ...x264Structure(change)];
    case 'libvpx-vp9':
      return [...vp9Arguments(encode, change), ...keyframes];
    default:
      return [...hardwareArguments(encode, change.crfOffset), ...keyframes];
  }
}

/**
 * Why an encoder cannot do what an encoding step asks for, or `null` when it can.
 *
 * @see https://www.webmproject.org/vp9/ for what its bitstream does not have
 */
export function encoderRefusal(encode: EncodeSettings, change: EncodeChange): string | null {
  if (isHardware(encode)) return hardwareRefusal(change);
  if (encode.encoder !== 'libvpx-vp9') return null;
  if (change.bFrames !== undefined) return 'VP9 has no frames that are shown between those they come from';
  if (change.referenceFrames !== undefined) return 'libvpx always refers to three frames';
  if (change.chromaQpOffset !== undefined) return 'libvpx offers no quantiser of its own for colour';
  if ((change.deblock ?? 0) > 0) return 'libvpx can weaken the smoothing of block edges, not strengthen it';
  return null;
}

/** The arguments that choose a hardware encoder and its quality; with them it is tried before it is used. */
export function hardwareArguments(encode: HardwareSettings, crfOffset = 0): readonly string[] {
  const quality = qualityArguments(encode.encoder, Math.round(crfAfter(encode, crfOffset)));
  // Left to itself each takes another profile, by its version and its driver. High is what x264 makes too.
  return ['-c:v', encode.encoder, '-profile:v', 'high', ...quality, '-threads:v', `${encode.threads}`];
}

function x264Arguments(encode: X264Settings, change: EncodeChange): readonly string[] {
  return [
    ...['-c:v', encode.encoder, '-preset', encode.preset],
    ...['-crf', `${crfAfter(encode, change.crfOffset ?? 0)}`, '-threads:v', `${encode.threads}`],
    // x264 writes its settings into the picture stream, where no other flag keeps them out.
    ...['-bsf:v', 'filter_units=remove_types=6'],
  ];
}

function x264Structure(change: EncodeChange): readonly string[] {
  return [
    ...option('-bf', change.bFrames),
    ...option('-refs', change.referenceFrames),
    ...option('-deblock', change.deblock === undefined ? undefined : `${change.deblock}:${change.deblock}`),
    ...option('-chromaoffset', change.chromaQpOffset),
  ];
}

function vp9Arguments(encode: Vp9Settings, change: EncodeChange): readonly string[] {
  const { worstCrf } = encoders[encode.encoder];
  const offset = Math.round(((change.crfOffset ?? 0) * worstCrf) / neutralCrfScale);
  return [
    // Without a target rate of 0 the rate factor would only be a bound.
    ...['-c:v', encode.encoder, '-b:v', '0', '-crf', `${crfAfter(encode, offset)}`],
    // `good` takes three to sixteen times as long for the same SSIM, at two thirds to nearly all of the bytes.
    ...['-deadline', 'realtime', '-cpu-used', '5', '-row-mt', '0', '-threads:v', `${encode.threads}`],
    ...option('-sharpness', change.deblock === undefined ? undefined : -change.deblock),
  ];
}

function crfAfter({ encoder, crf }: EncodeSettings, offset: number): number {
  return Math.min(encoders[encoder].worstCrf, Math.max(0, crf + offset));
}

function option(name: string, value: number | string | undefined): readonly string[] {
  return value === undefined ? [] : [name, `${value}`];
}
