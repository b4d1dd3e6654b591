import { orientations } from '../pdq/orientations.ts';
import { pdqHashWords } from '../pdq/pdq-hash.ts';

/** Words that the hashes of one frame take: all eight flips and rotations. */
export const wordsPerFrame = orientations.length * pdqHashWords;

/** The hashes of every frame of a source, and of its audio, packed: an hour of 30 fps takes 29 MB. */
export interface SourceHashes {
  /** From the first frame to the end of the last, in seconds. */
  readonly durationSeconds: number;
  /** Seconds from the first frame, ascending; one entry a frame. */
  readonly times: Float64Array;
  /** 0..100; one entry a frame. */
  readonly qualities: Uint8Array;
  /** Eight hashes of eight words a frame, in the order of `orientations`. */
  readonly words: Uint32Array;
  /** Words of chromaprint, about eight a second; `null` without audio or where ffmpeg has no chromaprint. */
  readonly audioFingerprint: Uint32Array | null;
}

/** The hashes of the first frame of each second of a video as it is, and of its audio. */
export interface VideoHashes extends Omit<SourceHashes, 'words'> {
  /** One hash of eight words a frame. */
  readonly words: Uint32Array;
}

/** The source as bytes, for a cache. */
export function packSourceHashes(hashes: SourceHashes): Uint8Array {
  const { durationSeconds, times, qualities, words, audioFingerprint } = hashes;
  const header = new Float64Array([durationSeconds, times.length, audioFingerprint?.length ?? -1]);
  const parts = [header, times, words, audioFingerprint ?? new Uint32Array(0), qualities];
  return Buffer.concat(parts.map(part => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
}

/**
 * Reads what {@link packSourceHashes} has written; `null` where the bytes do not add up.
 *
 * @param wordsEach - of each frame
 */
export function unpackSourceHashes(bytes: Uint8Array, wordsEach = wordsPerFrame): SourceHashes | null {
  const { buffer } = Uint8Array.from(bytes);
  const headerBytes = 3 * Float64Array.BYTES_PER_ELEMENT;
  if (buffer.byteLength < headerBytes) return null;
  const [durationSeconds = 0, frames = 0, audioWords = 0] = new Float64Array(buffer, 0, 3);
  const wordsAt = headerBytes + frames * Float64Array.BYTES_PER_ELEMENT;
  const audioAt = wordsAt + frames * wordsEach * Uint32Array.BYTES_PER_ELEMENT;
  const qualitiesAt = audioAt + Math.max(0, audioWords) * Uint32Array.BYTES_PER_ELEMENT;
  if (buffer.byteLength !== qualitiesAt + frames) return null;
  return {
    durationSeconds,
    times: new Float64Array(buffer, headerBytes, frames),
    qualities: new Uint8Array(buffer, qualitiesAt, frames),
    words: new Uint32Array(buffer, wordsAt, frames * wordsEach),
    audioFingerprint: audioWords < 0 ? null : new Uint32Array(buffer, audioAt, audioWords),
  };
}
