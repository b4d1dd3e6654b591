import { evenFloor, withFrameCount, withSize } from './change-facts.ts';
import type { AudioFacts, MediaFacts } from './media-facts.ts';
import { type Rational, rationalToNumber, withSmallNumerator } from './rational.ts';

/** Sample rates that every container and AAC store as they are. */
const storedSampleRates = new Set([8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]);

/**
 * The facts that the first step of a chain meets, whatever the file was: upright, square pixels, an even size,
 * constant frame rate, 8-bit 4:2:0 in limited range, time from 0, audio in mono or stereo that ends with the
 * video.
 */
export function normalizedFacts(facts: MediaFacts): MediaFacts {
  const { video } = facts;
  const { width, height } = presentedSize(facts);
  const frameRate = keptRate(video.frameRate);
  const rate = rationalToNumber(frameRate);
  const everyFrame = !video.variableFrameRate && video.heldSeconds === 0 && frameRate !== lowestRate;
  const frameCount = everyFrame ? video.frameCount : Math.round(facts.durationSeconds * rate);
  const upright: MediaFacts = {
    ...facts,
    video: {
      ...video,
      frameRate,
      variableFrameRate: false,
      heldSeconds: 0,
      fieldOrder: 'progressive',
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      rotationDegrees: 0,
      sampleAspectRatio: { numerator: 1, denominator: 1 },
      colorRange: 'limited',
      ...(video.highDynamicRange
        ? { colorSpace: 'bt709', colorTransfer: 'bt709', colorPrimaries: 'bt709' }
        : { colorSpace: isRgb(video) ? matrixForRgb : video.colorSpace }),
      chromaLocation: 'unknown',
      highDynamicRange: false,
      startSeconds: 0,
    },
    audio: facts.audio === null ? null : { ...facts.audio, ...storedAudio(facts.audio), startSeconds: 0 },
  };
  return withFrameCount(withSize(upright, width, height), Math.max(1, frameCount));
}

/** The largest numerator of a common rate, 240000/1001. */
const largestNumerator = 240_000;

/** The lowest rate of a variant, in frames per second: a picture that stays for longer is shown again. */
const lowestRate: Rational = { numerator: 1, denominator: 1 };

/**
 * A rate that every filter reads as it is. Averages such as 1454080/51637 are rounded by those that make frames, which then
 * differ from the rest of the stream: ffmpeg takes the rate for unknown and repeats frames for ever.
 */
function keptRate(frameRate: Rational): Rational {
  if (rationalToNumber(frameRate) < 1) return lowestRate;
  return withSmallNumerator(frameRate, largestNumerator);
}

/** The size at which a video is shown, in square pixels and even numbers. */
export function presentedSize({ video }: MediaFacts): Record<'width' | 'height', number> {
  const shape = rationalToNumber(video.sampleAspectRatio);
  return { width: evenFloor(video.width * shape), height: evenFloor(video.height) };
}

/** The form in which audio is stored: a common rate, mono or stereo. */
export function storedAudio(audio: AudioFacts): Pick<AudioFacts, 'sampleRate' | 'channels'> {
  return {
    sampleRate: storedSampleRates.has(audio.sampleRate) ? audio.sampleRate : 48_000,
    channels: audio.channels === 1 ? 1 : 2,
  };
}

/** The matrix with which red, green and blue become luma and colour differences. */
export const matrixForRgb = 'smpte170m';

/** Whether a video is stored as red, green and blue. */
export function isRgb({ pixelFormat }: Pick<MediaFacts['video'], 'pixelFormat'>): boolean {
  return /rgb|bgr|gbr|pal8/.test(pixelFormat);
}

/**
 * Whether the scaler of every version takes frames with this matrix as they are; it also takes those of which nothing is known.
 * From 7 on a graph in which it meets any other is refused.
 */
export function hasScalerMatrix(video: Pick<MediaFacts['video'], 'colorSpace' | 'pixelFormat'>): boolean {
  return video.colorSpace === 'unknown' || isRgb(video) || scalerMatrices.has(video.colorSpace);
}

const scalerMatrices: ReadonlySet<string> = new Set([
  ...['bt709', 'fcc', 'bt470bg', 'smpte170m', 'smpte240m', 'bt2020nc'],
]);

/** Whether a video says how opaque each of its pixels is. */
export function hasAlpha({ pixelFormat }: Pick<MediaFacts['video'], 'pixelFormat'>): boolean {
  return /^(yuva|gbrap|rgba|bgra|argb|abgr|ya8|ya16|ayuv|vuya|pal8)/.test(pixelFormat);
}
