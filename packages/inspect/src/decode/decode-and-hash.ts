import type { OpenInput } from '@variegate/runner';
import { createLumaHasher } from '../pdq/luma-hasher.ts';
import type { PdqFrame } from '../pdq/pdq-frame.ts';
import { type DecodedMedia, type DecodeOptions, decodedLumaRange, decodeMedia } from './decode-media.ts';

/** A decode with the hashes of its chosen frames. */
export interface DecodedAndHashed extends DecodedMedia {
  /** Times count from the first frame of the video. */
  readonly frames: readonly PdqFrame[];
}

/** {@link decodeMedia}, hashing the chosen frames as they arrive. */
export async function decodeAndHash(
  input: OpenInput,
  options: Omit<DecodeOptions, 'onLuma'>,
): Promise<DecodedAndHashed> {
  const { width, height } = options.facts.video;
  const hasher = createLumaHasher(width, height, decodedLumaRange(options.facts));
  const frames: PdqFrame[] = [];
  const decoded = await decodeMedia(input, {
    ...options,
    onLuma: (luma, timeSeconds) => frames.push({ timeSeconds, ...hasher.hash(luma) }),
  });
  const fromFirstFrame = frames.map(frame => ({
    ...frame,
    timeSeconds: frame.timeSeconds - decoded.startSeconds,
  }));
  return { ...decoded, frames: fromFirstFrame };
}
