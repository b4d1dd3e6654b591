import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { Filter } from '../graph/filter-graph.ts';
import { level, mediaFacts, stream, transformation } from '../testing/arbitraries.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import type { CompiledPlan } from './compile-plan.ts';

test('no graph leaves it to a filter what its frames are, or how long one lasts', () => {
  const chain = fc.array(fc.tuple(transformation, level, stream), { maxLength: 6 });
  fc.assert(
    fc.property(chain, mediaFacts, fc.boolean(), (drawn, facts, plain) => {
      let current = normalizedFacts(facts);
      const steps = drawn.flatMap(([one, at, random]) => {
        if ((one.impossible?.(current) ?? null) !== null) return [];
        const params = one.params.parse(one.sample(random, current, at));
        if ((one.impossible?.(current, params) ?? null) !== null) return [];
        current = one.effect?.(current, params).facts ?? current;
        return [{ name: one.name, params }];
      });
      const compiled = compileSteps(facts, steps, { plain });
      for (const { filters } of compiled.command.graph.chains) {
        for (const [index, filter] of filters.entries()) {
          const next = filters.slice(index + 1);
          if (setsProperties(filter)) expectStated(filter, next);
          if (guessesLengths.has(filter.name)) expectCounted(filter, next);
        }
      }
      expectStatedAtTheEnd(compiled);
    }),
    { numRuns: 2000 },
  );
});

/** Whether a filter makes pictures out of something else, or says of itself which range and matrix they have. */
function setsProperties({ name, options }: Filter): boolean {
  return (
    ['color', 'mergeplanes', 'zscale'].includes(name) ||
    'out_color_matrix' in options ||
    'out_range' in options
  );
}

/** Filters that take a picture as it is, whatever properties it states, or that state what they take it for. */
const indifferent = new Set([
  'format',
  'setsar',
  'trim',
  'fps',
  'tpad',
  'crop',
  'zscale',
  'tonemap',
  'scale',
]);

function expectStated(filter: Filter, next: readonly Filter[]): void {
  // A plane that is scaled alone says what the planes say that it will be merged with.
  if (filter.options['out_range'] === filter.options['in_range'] && 'in_range' in filter.options) return;
  const stated = next.findIndex(({ name }) => name === 'setparams');
  expect(stated, `setparams after ${filter.name}`).toBeGreaterThanOrEqual(0);
  for (const { name } of next.slice(0, stated)) expect(indifferent, `after ${filter.name}`).toContain(name);
}

/** Filters that work out for themselves how long a frame lasts. */
const guessesLengths = new Set(['loop', 'concat', 'hstack', 'vstack', 'blend']);

function expectCounted(filter: Filter, next: readonly Filter[]): void {
  // Audio counts samples.
  if (next[0]?.name === 'asettb') return;
  const counting = next.slice(0, 4);
  expect(
    counting.map(({ name }) => name),
    `after ${filter.name}`,
  ).toEqual(['tpad', 'settb', 'setpts', 'trim']);
  expect(counting[2]?.options).toEqual({ expr: 'N' });
}

function expectStatedAtTheEnd({ command, outputFacts }: CompiledPlan): void {
  const { numerator, denominator } = outputFacts.video.frameRate;
  const { outputArguments, graph } = command;
  expect(outputArguments[outputArguments.indexOf('-r') + 1]).toBe(`${numerator}/${denominator}`);
  const end = graph.chains.find(({ outputs }) => outputs.includes('vout'))?.filters.slice(-2) ?? [];
  expect(end.map(({ name }) => name)).toEqual(['sidedata', 'setparams']);
  const { colorSpace } = outputFacts.video;
  expect(end[1]?.options).toMatchObject({
    field_mode: 'prog',
    range: 'limited',
    // A name that only newer versions know is not written.
    colorspace: colorSpace === 'ycgco-re' ? 'unknown' : colorSpace,
  });
}
