import {
  type CompiledPlan,
  compilePlan,
  defaultEncodeSettings,
  generatePlan,
  type MediaFacts,
  type Plan,
} from '@variegate/core-filters';
import type { BenchClip } from './clips.ts';

/** A plan that `standard` draws at medium for a clip. */
export function drawPlan(
  { facts, sha256 }: Pick<BenchClip, 'facts' | 'sha256'>,
  seed: number,
  exclude: readonly string[] = [],
): Plan {
  return generatePlan({
    strategy: 'standard',
    level: 'medium',
    seed,
    index: 1,
    sourceSha256: sha256,
    facts,
    exclude,
  });
}

/** A plan as it is rendered by default, fused or plain, with one encoder thread either way. */
export function compileFor(plan: Plan, facts: MediaFacts, plain: boolean): CompiledPlan {
  return compilePlan({ plan, facts, encode: defaultEncodeSettings, provenance: null, plain });
}
