import type { Level, Transformation } from '../catalogue/transformation.ts';
import { type CompiledPlan, compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings } from '../compile/encode-settings.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { type PlanStep, planFormatVersion } from '../plan/plan.ts';
import { randomStream } from '../random/random-stream.ts';

/** Compiles a chain that was not drawn but written down. */
export function compileSteps(
  facts: MediaFacts,
  steps: readonly PlanStep[],
  options: { readonly plain?: boolean } = {},
): CompiledPlan {
  const origin = {
    strategy: 'custom',
    level: 'medium',
    seed: 0,
    index: 1,
    source: { sha256: '0'.repeat(64) },
  } as const;
  const plan = { formatVersion: planFormatVersion, ...origin, steps, rejected: [] } as const;
  return compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null, ...options });
}

/** Compiles a chain of one sampled step. */
export function compileSample(facts: MediaFacts, transformation: Transformation, level: Level): CompiledPlan {
  const { name, params } = transformation;
  const sampled = transformation.sample(
    randomStream({ for: 'render', name, level }),
    normalizedFacts(facts),
    level,
  );
  return compileSteps(facts, [{ name, params: params.parse(sampled) }]);
}
