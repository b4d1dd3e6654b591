import { test } from 'vitest';
import { serializeGraph } from '../graph/serialize-graph.ts';
import { generatePlan } from '../strategies/generate-plan.ts';
import { ordinaryFacts as facts } from '../testing/facts.ts';
import { compilePlan } from './compile-plan.ts';
import { defaultEncodeSettings as encode } from './encode-settings.ts';

const draw = (index: number) =>
  generatePlan({
    strategy: 'standard',
    level: 'medium',
    seed: 1,
    index,
    sourceSha256: 'a'.repeat(64),
    facts,
  });
const plans = Array.from({ length: 50 }, (_, index) => draw(index + 1));
const compiled = plans.map(plan => compilePlan({ plan, facts, encode, provenance: null }));

test('plans', async ({ bench }) => {
  let turn = 0;
  await bench('draw a plan', () => void draw(++turn)).run();
  await bench('compile a plan', () => {
    compilePlan({ plan: plans[++turn % plans.length] ?? draw(1), facts, encode, provenance: null });
  }).run();
  await bench('write a graph as text', () => {
    const one = compiled[++turn % compiled.length];
    if (one !== undefined) serializeGraph(one.command.graph, file => file);
  }).run();
});
