import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePlan } from '../compile/compile-plan.ts';
import { fitPlan } from '../compile/fit-plan.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { strategyNames } from '../strategies/strategy.ts';
import { assetFacts, encodeSettings, level, mediaFacts, sha256 } from '../testing/arbitraries.ts';
import type { FilterGraph } from './filter-graph.ts';
import { parseGraph } from './parse-graph.ts';
import { serializeGraph } from './serialize-graph.ts';

test('every generated plan compiles, and its graph is read back as it was written', () => {
  const request = fc.record({
    strategy: fc.constantFrom(...strategyNames),
    seed: fc.nat(),
    index: fc.integer({ min: 1, max: 1000 }),
    level,
    sourceSha256: sha256,
    facts: mediaFacts,
    encode: encodeSettings,
    assets: fc.option(fc.array(assetFacts, { minLength: 1, maxLength: 6 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(request, ({ encode, ...rest }) => {
      const plan = fitPlan(generatePlan(rest), { facts: rest.facts, encode });
      const { command } = compilePlan({ plan, facts: rest.facts, encode, provenance: null });
      const path = 'C:\\fonts\\it\'s; [here], "DejaVu".ttf';
      const text = serializeGraph(command.graph, () => path);
      const read = parseGraph(text, () => 'font:DejaVuSans');
      expect(serializeGraph(read, () => path)).toBe(text);
      expect(read.chains.length).toBe(command.graph.chains.length);
      // No asset is left without an input, and no input is unread.
      const pads = read.chains.flatMap(({ inputs }) => inputs.filter(label => label.includes(':')));
      const streams = pads.map(pad => Number(pad.split(':')[0])).filter(input => input > 0);
      expect(streams.toSorted((a, b) => a - b)).toEqual(command.inputs.slice(1).map((_, index) => index + 1));
    }),
    { numRuns: 500 },
  );
});

test('any text survives writing and reading', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 60 }), text => {
      const graph: FilterGraph = {
        scalerFlags: 'bicubic',
        chains: [
          {
            inputs: ['0:V:0'],
            filters: [
              { name: 'drawtext', options: { text, fontfile: { file: 'font:a' }, fontsize: 12.5 } },
              { name: 'hflip', options: {} },
            ],
            outputs: ['vout'],
          },
        ],
      };
      const written = serializeGraph(graph, reference => `/${reference}`);
      expect(parseGraph(written, path => path.slice(1))).toEqual(graph);
    }),
    { numRuns: 4000 },
  );
});
