import { joined } from './png.ts';

/** Samples per second of generated sound. */
export const wavSampleRate = 48_000;

/**
 * Writes a WAV of one channel, 16 bits a sample.
 *
 * @param samples - -1..1 each.
 */
export function wav(samples: readonly number[]): Uint8Array {
  const data = new Uint8Array(samples.length * 2);
  const values = new DataView(data.buffer);
  for (const [index, sample] of samples.entries()) {
    values.setInt16(index * 2, Math.round(Math.min(1, Math.max(-1, sample)) * 32_767), true);
  }
  const header = new Uint8Array(44);
  const view = new DataView(header.buffer);
  const word = (at: number, text: string): void =>
    header.set(
      Uint8Array.from(text, letter => letter.charCodeAt(0)),
      at,
    );
  word(0, 'RIFF');
  view.setUint32(4, 36 + data.length, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, wavSampleRate, true);
  view.setUint32(28, wavSampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, data.length, true);
  return joined([header, data]);
}
