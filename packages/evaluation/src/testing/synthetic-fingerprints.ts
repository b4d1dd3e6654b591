import { randomStream } from '@variegate/core-filters';
import { pdqHashWords, secondsPerWord, type VideoHashes } from '@variegate/inspect';

/** Fingerprints of a video that never was: a hash a second and eight words of audio, all random. */
export function syntheticHashes(name: string, seconds: number): VideoHashes {
  const random = randomStream({ fingerprints: name });
  const words = (count: number) =>
    Uint32Array.from({ length: count }, () => random.integer([-(2 ** 31), 2 ** 31 - 1]) >>> 0);
  return {
    durationSeconds: seconds,
    times: Float64Array.from({ length: seconds }, (_, second) => second),
    qualities: new Uint8Array(seconds).fill(100),
    words: words(seconds * pdqHashWords),
    audioFingerprint: words(Math.floor(seconds / secondsPerWord)),
  };
}

/** A stretch of a video with noise: some bits of each hash and of some words of audio are flipped. */
export function noisyPart(
  { times, words, audioFingerprint }: VideoHashes,
  from: number,
  to: number,
  flippedBits = 20,
): VideoHashes {
  const random = randomStream({ noise: from * 1000 + to });
  const part = words.slice(from * pdqHashWords, to * pdqHashWords);
  for (let frame = 0; frame < to - from; frame++) {
    const bits = random.shuffle(Array.from({ length: 256 }, (_, bit) => bit)).slice(0, flippedBits);
    for (const bit of bits) {
      const word = frame * pdqHashWords + (bit >>> 5);
      part[word] = ((part[word] as number) ^ (1 << (bit & 31))) >>> 0;
    }
  }
  const audio =
    audioFingerprint?.slice(Math.round(from / secondsPerWord), Math.round(to / secondsPerWord)) ?? null;
  return {
    durationSeconds: to - from,
    times: times.slice(0, to - from),
    qualities: new Uint8Array(to - from).fill(100),
    words: part,
    audioFingerprint: audio?.map((word, place) => (place % 3 === 0 ? (word ^ 0b101) >>> 0 : word)) ?? null,
  };
}
