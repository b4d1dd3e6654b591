import { afterAll, expect, test } from 'vitest';
import type { MediaFacts } from '../../facts/media-facts.ts';
import type { PlanStep } from '../../plan/plan.ts';
import { compileSteps } from '../../testing/compile-steps.ts';
import { makeClipFolder, peaksOf } from '../../testing/render-clip.ts';

const folder = makeClipFolder();
afterAll(() => folder[Symbol.dispose]());

const rate = 44_100;
const seconds = 2;

interface StereoAudio {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

function audioOf(steps: readonly PlanStep[]): StereoAudio {
  const [left = new Float32Array(), right = left] = folder.renderAudio(compileSteps(folder.facts, steps));
  return { left, right };
}

/** Amplitude of one tone in the middle second of audio, 0..1. */
function tone(samples: Float32Array, hertz: number): number {
  const [from, to] = [rate / 2, (3 * rate) / 2];
  let [real, imaginary] = [0, 0];
  for (let at = from; at < to; at++) {
    const angle = (2 * Math.PI * hertz * at) / rate;
    real += (samples[at] ?? 0) * Math.cos(angle);
    imaginary += (samples[at] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(real, imaginary)) / (to - from);
}

/** The frequency of a pure tone in the middle second of audio: how often it goes up through zero. */
function pitchOf(samples: Float32Array): number {
  const second = samples.subarray(rate / 2, (3 * rate) / 2);
  return second.filter((sample, index) => sample >= 0 && (second[index - 1] ?? 0) < 0).length;
}

/** The loudest sample in each tenth of a second. */
function tenths(samples: Float32Array): readonly number[] {
  return peaksOf(samples, rate, 0.1);
}

// The clip has 440 Hz at 0.2 and 3000 Hz at 0.1 on the left, 660 Hz at 0.2 on the right.
const before = audioOf([]);

test('the clip sounds as these tests take it to', () => {
  expect([tone(before.left, 440), tone(before.left, 3000), tone(before.right, 660)]).toEqual([
    expect.closeTo(0.2, 2),
    expect.closeTo(0.1, 2),
    expect.closeTo(0.2, 2),
  ]);
});

const cases: readonly [name: string, params: PlanStep['params'], hears: (audio: StereoAudio) => void][] = [
  ['auto_pan', { frequency: 1, depth: 1 }, ({ left }) => expectSwing(tenths(left), 0.2)],
  ['balance', { amount: 0.5 }, audio => expectTones(audio, { left: 0.1, right: 0.2 })],
  ['band_pass', { frequency: 440, octaves: 0.5 }, ({ left }) => expectRatio(left, 0.2, 0.02)],
  ['band_reject', { frequency: 440, octaves: 1 }, ({ left }) => expectRatio(left, 0.01, 0.1)],
  ['bass', { decibels: 12, frequency: 450 }, ({ left }) => expect(tone(left, 440)).toBeGreaterThan(0.3)],
  ['channel_swap', {}, ({ left, right }) => expect([left, right]).toEqual([before.right, before.left])],
  [
    'clicks',
    { perSecond: 2, amplitude: 0.9 },
    ({ left }) => expect(Math.max(...tenths(left))).toBeGreaterThan(0.5),
  ],
  ['codec_degrade', { sampleRate: 4000, bits: 8 }, ({ left }) => expectRatio(left, 0.2, 0.005)],
  ['distortion', { drive: 30 }, ({ right }) => expect(tone(right, 1980)).toBeGreaterThan(0.005)],
  ['frequency_shift', { hertz: 100 }, ({ left }) => expect(tone(left, 540)).toBeCloseTo(0.2, 1)],
  ['loudness', { lufs: -30 }, ({ right }) => expect(tone(right, 660)).toBeLessThan(0.09)],
  [
    'mono_mix',
    {},
    ({ left, right }) => expect([left === right, tone(left, 440)]).toEqual([true, expect.closeTo(0.1, 2)]),
  ],
  [
    'phase_invert',
    { channel: 'left' },
    ({ left }) => expect(left).toEqual(before.left.map(sample => -sample)),
  ],
  ['speech_band', { low: 1000, high: 10_000 }, ({ left }) => expect(tone(left, 440)).toBeLessThan(0.05)],
  ['stereo_width', { width: 0 }, ({ left, right }) => expect(left).toEqual(right)],
  ['treble', { decibels: -20, frequency: 1500 }, ({ left }) => expect(tone(left, 3000)).toBeLessThan(0.03)],
  ['tremolo', { frequency: 1, depth: 0.9 }, ({ right }) => expectSwing(tenths(right), 0.15)],
  ['vibrato', { frequency: 4, depth: 0.5 }, ({ right }) => expect(tone(right, 660)).toBeLessThan(0.15)],
];

test.each(cases)('%s does to the audio what its name says, and its length stays', (name, params, hears) => {
  const audio = audioOf([{ name, params }]);
  hears(audio);
  expect(Math.abs(audio.left.length - before.left.length)).toBeLessThanOrEqual(rate / 25);
});

function expectSwing(levels: readonly number[], least: number): void {
  expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(least);
}

function expectTones(
  { left, right }: StereoAudio,
  wanted: { readonly left: number; readonly right: number },
): void {
  expect(tone(left, 440)).toBeCloseTo(wanted.left, 2);
  expect(tone(right, 660)).toBeCloseTo(wanted.right, 2);
}

/** The low tone of the left channel about as loud as said, the high tone no louder than said. */
function expectRatio(left: Float32Array, low: number, high: number): void {
  expect(Math.abs(tone(left, 440) - low)).toBeLessThan(0.03);
  expect(tone(left, 3000)).toBeLessThan(high + 0.03);
}

test.each([
  [{ milliseconds: 500 }, [0, 5]],
  [{ milliseconds: -500 }, [15, 20]],
] as const)('av_offset by %j is silent where the audio has not begun or has ended', (params, [from, to]) => {
  const levels = tenths(audioOf([{ name: 'av_offset', params }]).left);
  for (const [tenth, level] of levels.entries()) {
    if (tenth >= from && tenth < to) expect(level, `tenth ${tenth}`).toBe(0);
    else expect(level, `tenth ${tenth}`).toBeGreaterThan(0.25);
  }
});

test('mute_spans is silent in the middle of every part, and nowhere else', () => {
  const { left } = audioOf([{ name: 'mute_spans', params: { spans: 2, share: 0.4, position: 0.3333 } }]);
  const silent = tenths(left).flatMap((level, tenth) => (level === 0 ? [tenth] : []));
  expect(silent).toEqual([2, 3, 4, 5, 12, 13, 14, 15]);
});

test('a faster tempo keeps the pitch and ends in silence, a slower one is cut off', () => {
  const faster = audioOf([{ name: 'tempo', params: { factor: 1.25 } }]);
  expect(Math.abs(pitchOf(faster.right) - 660)).toBeLessThan(15);
  expect(tenths(faster.right).slice(-3)).toEqual([0, 0, 0]);
  const slower = audioOf([{ name: 'tempo', params: { factor: 0.8 } }]);
  expect(Math.abs(pitchOf(slower.right) - 660)).toBeLessThan(15);
  expect(tenths(slower.right).at(-1)).toBeGreaterThan(0.15);
});

test('loudness brings steady audio to the requested level', () => {
  const loud = audioOf([{ name: 'loudness', params: { lufs: -14 } }]);
  const quiet = audioOf([{ name: 'loudness', params: { lufs: -24 } }]);
  const ratio = 20 * Math.log10(tone(loud.right, 660) / tone(quiet.right, 660));
  expect(Math.abs(ratio - 10)).toBeLessThan(1.5);
});

/** The clip as if it had so many frames. */
function cutTo(frameCount: number): MediaFacts {
  const { video, ...rest } = folder.facts;
  return { ...rest, durationSeconds: frameCount / 25, video: { ...video, frameCount } };
}

test.each([10, 30])('loudness holds in audio of %i frames too, whatever step is behind it', frameCount => {
  // The filter measures over three seconds, and takes another way where there are fewer.
  const [quiet, loud] = [-30, -14].map(lufs => {
    const steps = [
      { name: 'loudness', params: { lufs } },
      { name: 'phase_invert', params: { channel: 'both' } },
    ];
    const [left = new Float32Array()] = folder.renderAudio(compileSteps(cutTo(frameCount), steps));
    expect(left.length).toBe((frameCount / 25) * rate);
    return Math.max(...left.map(Math.abs));
  });
  expect((loud ?? 0) / (quiet ?? 0)).toBeCloseTo(10 ** (16 / 20), 1);
});

test('loudness leaves a short silence silent, on every version', () => {
  const steps = [
    { name: 'mute_spans', params: { spans: 1, share: 0.5, position: 0 } },
    { name: 'trim', params: { start: 0.1, end: 0.55 } },
    { name: 'loudness', params: { lufs: -14 } },
  ];
  const [left = new Float32Array()] = folder.renderAudio(compileSteps(cutTo(50), steps));
  expect(left.length).toBeGreaterThan(0.4 * rate);
  expect(left.every(sample => sample === 0)).toBe(true);
});

test('loudness refuses audio that is too short to have one', () => {
  const loudness = { name: 'loudness', params: { lufs: -20 } };
  expect(() => compileSteps(cutTo(9), [loudness])).toThrow('the step needs 0.4 s');
});

test('a reverb continues where the audio has stopped', () => {
  const muted = { name: 'mute_spans', params: { spans: 1, share: 0.4, position: 1 } };
  const reverb = { name: 'reverb', params: { room: 60, decay: 0.6 } };
  const levels = tenths(audioOf([muted, reverb]).left);
  expect(levels[12]).toBeGreaterThan(0.02);
  expect(tenths(audioOf([muted]).left).slice(12)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect(levels.length).toBe(10 * seconds);
});
