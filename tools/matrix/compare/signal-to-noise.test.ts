import { expect, test } from 'vitest';
import { signalToNoise } from './signal-to-noise.ts';

const tone = Float32Array.from({ length: 1000 }, (_, at) => Math.sin(at / 10));
const scaled = (factor: number) => tone.map(sample => sample * factor);

test('The same samples have no noise, and a tenth of the signal is 20 dB below it.', () => {
  expect(signalToNoise(tone, tone)).toBe(Number.POSITIVE_INFINITY);
  expect(signalToNoise(scaled(1.1), tone)).toBeCloseTo(20, 3);
  expect(signalToNoise(scaled(-1), tone)).toBeCloseTo(-6.02, 2);
});

test('Silence is no signal: there is no ratio to it, unless both are silent.', () => {
  const silence = new Float32Array(1000);
  expect(signalToNoise(tone, silence)).toBeNull();
  expect(signalToNoise(silence, silence)).toBe(Number.POSITIVE_INFINITY);
});
