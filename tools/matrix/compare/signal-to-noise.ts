/** Signal to noise in dB over as many samples as both have; `null` where the expected ones are silence and the others are not. */
export function signalToNoise(samples: Float32Array, expected: Float32Array): number | null {
  let [signal, noise] = [0, 0];
  for (let at = 0; at < Math.min(samples.length, expected.length); at += 1) {
    const wanted = expected[at] ?? 0;
    signal += wanted ** 2;
    noise += ((samples[at] ?? 0) - wanted) ** 2;
  }
  if (noise === 0) return Number.POSITIVE_INFINITY;
  return signal === 0 ? null : 10 * Math.log10(signal / noise);
}

/** Samples of raw 32-bit floats, as many channels as there are in turn. */
export function samplesOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
