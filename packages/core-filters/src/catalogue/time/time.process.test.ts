import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { CompiledPlan } from '../../compile/compile-plan.ts';
import type { PlanStep } from '../../plan/plan.ts';
import { sourceTimeOf } from '../../segment-map.ts';
import { compileSteps } from '../../testing/compile-steps.ts';
import { expectAnnounced } from '../../testing/expect-announced.ts';
import { decodedAudio, decodedLuma, makeClipFolder, peaksOf } from '../../testing/render-clip.ts';

const folder = makeClipFolder('counter');
afterAll(() => folder[Symbol.dispose]());

const rate = 25;
const white = 235;
const section = { position: 0.4, seconds: 0.4 };

const step = {
  trim: { name: 'trim', params: { start: 0.1, end: 0.2 } },
  faster: { name: 'speed', params: { factor: 1.25, pitch: 'kept' } },
  slower: { name: 'speed', params: { factor: 0.8, pitch: 'shifted' } },
  loop: { name: 'loop', params: { ...section, times: 3 } },
  whole: { name: 'loop', params: { position: 0, seconds: 2, times: 1 } },
  freeze: { name: 'freeze', params: { ...section, length: 'longer' } },
  freezeLast: { name: 'freeze', params: { position: 1, seconds: 0.4, length: 'longer' } },
  freezeOver: { name: 'freeze', params: { ...section, length: 'kept' } },
  reverse: { name: 'reverse', params: section },
  backwards: { name: 'reverse', params: { position: 0, seconds: 2 } },
  insert: { name: 'insert_color_frames', params: { ...section, colour: 'ffffff' } },
  insertFirst: { name: 'insert_color_frames', params: { position: 0, seconds: 0.2, colour: 'ffffff' } },
  replace: { name: 'replace_with_color_frames', params: { ...section, colour: 'ffffff' } },
  decimate: { name: 'time_decimate', params: { start: 0.06, keep: 0.2, skip: 0.1 } },
} satisfies Record<string, PlanStep>;

const chains: Readonly<Record<string, readonly PlanStep[]>> = {
  ...Object.fromEntries(Object.entries(step).map(([name, one]) => [name, [one]])),
  'a loop of a reverse of a trim': [step.trim, step.reverse, step.loop],
  'a freeze of a faster insert': [step.insert, step.faster, step.freeze],
  'everything in one chain': [
    ...[step.freeze, step.loop, step.insert, step.reverse],
    ...[step.decimate, step.replace, step.faster, step.trim],
  ],
};

const paths = new Map<string, string>();

/** Renders a chain of the list, once for all tests of it. */
function rendered(name: string, compiled: CompiledPlan): string {
  const path = paths.get(name) ?? folder.render(compiled, name.replaceAll(' ', '-'));
  paths.set(name, path);
  return path;
}

/** The segment that lies over the middle of each frame, and the time of the source there; `null` where none does. */
function shownFrames({
  segments,
  command,
}: CompiledPlan): readonly ({ time: number; still: boolean } | null)[] {
  return Array.from({ length: command.expected.frameCount }, (_, frame) => {
    const middle = (frame + 0.5) / rate;
    const segment = segments.find(one => one.variantStart <= middle && middle < one.variantEnd);
    if (segment === undefined) return null;
    return { time: sourceTimeOf(segment, middle), still: segment.sourceStart === segment.sourceEnd };
  });
}

test.each(Object.entries(chains))(
  '%s: every frame is the frame of the source that the segment map names, or a colour where it names none',
  (name, steps) => {
    const compiled = compileSteps(folder.facts, steps);
    const path = rendered(name, compiled);
    expectAnnounced(path, compiled);
    const luma = decodedLuma(path);
    const shown = shownFrames(compiled);
    // Changes of speed choose among whole frames: the nearest one may be the one before or after.
    const tolerance = steps.some(({ name: one }) => one === 'speed') ? 1 : 0;
    expect(luma.length).toBe(shown.length);
    for (const [frame, there] of shown.entries()) {
      if (there === null) expect(luma[frame], `frame ${frame}`).toBeGreaterThan(white - 4);
      else expectFrame(luma[frame] ?? 0, Math.floor(there.time * rate), tolerance, frame);
    }
  },
);

function expectFrame(luma: number, wanted: number, tolerance: number, frame: number): void {
  const seen = Math.round((luma - 20) / 4);
  expect(Math.abs(seen - wanted), `frame ${frame} shows ${seen}, not ${wanted}`).toBeLessThanOrEqual(
    tolerance,
  );
}

const audioFollows = Object.entries(chains).filter(
  ([name]) => !['freezeOver', 'replace', 'everything in one chain'].includes(name),
);

test.each(audioFollows)(
  '%s: the audio is what went with the frames, and silence where time stands still',
  (name, steps) => {
    const compiled = compileSteps(folder.facts, steps);
    const left = decodedAudio(rendered(name, compiled), 8000);
    const peaks = peaksOf(left, 8000, 1 / rate);
    const shown = shownFrames(compiled);
    const wanted = shown.map(there => (there === null || there.still ? 0 : 0.4 * there.time));
    for (const [frame, level] of wanted.entries()) {
      // Encoders spread a jump over the frames beside it.
      const steady = [-2, -1, 1, 2].every(by => Math.abs((wanted[frame + by] ?? 9) - level) < 0.06);
      if (steady) expect(Math.abs((peaks[frame] ?? 0) - level), `frame ${frame}`).toBeLessThan(0.035);
    }
    expect(wanted.filter(level => level > 0).length).toBeGreaterThan(20);
  },
);

test('decoder and filter threads change no byte of a chain of all steps of time', () => {
  const compiled = compileSteps(folder.facts, chains['everything in one chain'] ?? []);
  const [one, three] = [1, 3].map(threads =>
    readFileSync(folder.render(compiled, `threads-${threads}`, threads)),
  );
  expect(one?.equals(three ?? Buffer.alloc(0))).toBe(true);
});

test('steps on pictures of other sizes before and after a step of time fit together', () => {
  const compiled = compileSteps(folder.facts, [
    { name: 'crop', params: { width: 0.8, height: 0.6, x: 0.5, y: 0.5 } },
    step.insert,
    { name: 'pad', params: { x: 0.1, y: 0.05, colour: '000000' } },
    step.reverse,
  ]);
  expectAnnounced(folder.render(compiled, 'sizes'), compiled);
});

test('a silent video takes every step of time, and a video whose audio was removed too', () => {
  const silent = { ...folder.facts, audio: null };
  for (const steps of [
    chains['everything in one chain'] ?? [],
    [{ name: 'remove_audio', params: {} }, step.loop],
  ]) {
    const facts = steps.length > 3 ? silent : folder.facts;
    const compiled = compileSteps(facts, steps);
    expect(compiled.command.expected.hasAudio).toBe(false);
    expectAnnounced(folder.render(compiled, `silent-${steps.length}`), compiled);
  }
});

test('frames are put between those of a source whose average rate is not a common one, and the result ends', () => {
  const frameRate = { numerator: 1_454_080, denominator: 51_637 };
  const { durationSeconds, video } = folder.facts;
  const frameCount = Math.round((durationSeconds * frameRate.numerator) / frameRate.denominator);
  const facts = { ...folder.facts, video: { ...video, frameRate, frameCount } };
  const duller = { name: 'vibrance', params: { intensity: -0.6 } };
  const compiled = compileSteps(facts, [step.insert, duller]);
  expectAnnounced(folder.render(compiled, 'no-common-rate'), compiled);
});
