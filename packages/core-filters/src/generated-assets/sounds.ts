import { joined } from './png.ts';

/** Length of the generated audio, in seconds. */
export const soundSeconds = 3;

/** Samples per second of generated audio. */
const wavSampleRate = 48_000;

const count = soundSeconds * wavSampleRate;

/** Three notes, each struck once a second and fading. */
export function chime(): Uint8Array {
  // 2 cos(2 pi f / 48000) for 440, 554 and 659 Hz as literals: cosines may round differently from machine to machine.
  const turns = [1.996683305925, 1.994743062178, 1.992566061205] as const;
  const firsts = [0.057564, 0.072454, 0.086153] as const;
  const samples: number[] = [];
  for (const [note, turn] of turns.entries()) {
    let [before, now] = [0, firsts[note] ?? 0];
    let loudness = 0.6;
    for (let at = 0; at < wavSampleRate; at++) {
      samples.push(now * loudness);
      [before, now] = [now, turn * now - before];
      loudness *= 0.99994;
    }
  }
  return wav(samples);
}

/** Even noise that swells and fades four times. */
export function surf(): Uint8Array {
  let state = 1;
  return wav(
    Array.from({ length: count }, (_, at) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const phase = (4 * at) / count - Math.floor((4 * at) / count);
      const swell = 1 - Math.abs(2 * phase - 1);
      return (state / 2_147_483_648 - 1) * 0.3 * swell;
    }),
  );
}

/**
 * Writes a WAV of one channel, 16 bits a sample.
 *
 * @param samples - -1..1 each.
 */
function wav(samples: readonly number[]): Uint8Array {
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
