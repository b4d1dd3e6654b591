import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { Level } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import { type CompiledPlan, compilePlan } from '../compile/compile-plan.ts';
import { defaultEncodeSettings, type X264Settings } from '../compile/encode-settings.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { type PlanStep, planFormatVersion } from '../plan/plan.ts';
import { randomStream } from '../random-stream.ts';

/** How a chain is compiled. */
interface CompileOptions {
  readonly plain?: boolean;
  readonly container?: X264Settings['container'];
  readonly catalogue?: Catalogue;
}

/** Compiles a chain that was not drawn but written down. */
export function compileSteps(
  facts: MediaFacts,
  steps: readonly PlanStep[],
  { plain = false, container = 'mp4', catalogue }: CompileOptions = {},
): CompiledPlan {
  const origin = {
    strategy: 'custom',
    level: 'medium',
    seed: 0,
    index: 1,
    source: { sha256: '0'.repeat(64) },
  } as const;
  const plan = { formatVersion: planFormatVersion, ...origin, steps, rejected: [] } as const;
  return compilePlan({
    plan,
    facts,
    encode: { ...defaultEncodeSettings, container },
    provenance: null,
    plain,
    catalogue,
  });
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
