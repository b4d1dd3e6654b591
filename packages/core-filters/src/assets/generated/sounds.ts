import { wav, wavSampleRate } from './wav.ts';

/** Length of the generated sounds, in seconds. */
export const soundSeconds = 3;

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
