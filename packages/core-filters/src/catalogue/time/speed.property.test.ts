import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withFrameCount } from '../../facts/change-facts.ts';
import type { Filter } from '../../graph/filter-graph.ts';
import { ordinaryFacts } from '../../testing/facts.ts';
import { speed } from './speed.ts';

/** How much shorter a filter makes a sound of that many samples a second. */
function shortening({ name, options }: Filter, sampleRate: number): number {
  if (name === 'atempo') return Number(options['tempo']);
  return name === 'asetrate' ? Number(options['sample_rate']) / sampleRate : 1;
}

test('the audio is as long as the video to a hundredth of a second, however long it is, with either pitch', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5000, max: 20_000 }).map(factor => factor / 10_000),
      fc.constantFrom(8000, 22_050, 44_100, 48_000),
      fc.integer({ min: 30, max: 86_400 * 30 }),
      fc.constantFrom('kept', 'shifted'),
      (factor, sampleRate, frames, pitch) => {
        const audio = { codec: 'aac', sampleRate, channels: 2, startSeconds: 0, durationSeconds: 0 };
        const facts = withFrameCount({ ...ordinaryFacts, audio }, frames);
        const filters = speed.lower(facts, speed.params.parse({ factor, pitch })).audio as readonly Filter[];
        const total = filters.reduce((product, filter) => product * shortening(filter, sampleRate), 1);
        expect(Math.abs(facts.durationSeconds / total - facts.durationSeconds / factor)).toBeLessThan(0.025);
      },
    ),
  );
});
