import {
  compilePlan,
  defaultEncodeSettings,
  type EncodeSettings,
  generatePlan,
  levels,
  type MediaFacts,
  normalizedFacts,
  type Plan,
  type PlanStep,
  planFormatVersion,
  type Requirements,
  randomStream,
  type StrategyName,
  type Transformation,
} from '@variegate/core-filters';
import { ordinarySource, smallMonoSource } from './source-kinds.ts';

/** Parameters of each transformation that are compiled, at each level and on each source. */
const samples = 4;

/** Chains of each strategy that are compiled, at each level. */
const chainsEach = 20;

const sourceSha256 = '0'.repeat(64);

/** What a source needs before any step is done to it. */
export function needsOfSource(facts: MediaFacts, encode?: EncodeSettings): Requirements {
  return needsOfPlan(planOf([]), facts, { encode });
}

/**
 * Filters that a transformation needs with any parameters.
 *
 * @param plain - as a separate filter, as an ffmpeg user would write it.
 */
export function filtersOfTransformation(transformation: Transformation, plain: boolean): readonly string[] {
  const found = new Set<string>();
  for (const facts of [ordinarySource, smallMonoSource]) {
    for (const step of sampledSteps(transformation, facts)) {
      for (const name of needsOfPlan(planOf([step]), facts, { plain }).filters) found.add(name);
    }
  }
  return [...found].sort();
}

/** Filters that chains need as a strategy draws them, chain by chain: steps that are done together can need others. */
export function filtersOfChains(strategy: StrategyName): readonly (readonly string[])[] {
  return levels.flatMap(level =>
    Array.from({ length: chainsEach }, (_, index) => {
      const request = { strategy, level, seed: 0, index: index + 1, sourceSha256, facts: ordinarySource };
      return needsOfPlan(generatePlan(request), ordinarySource).filters;
    }),
  );
}

function sampledSteps(one: Transformation, source: MediaFacts): readonly PlanStep[] {
  const { name } = one;
  const facts = normalizedFacts(source);
  const isPossible = (params?: PlanStep['params']) => (one.impossible?.(facts, params) ?? null) === null;
  if (!isPossible()) return [];
  return levels.flatMap(level =>
    Array.from({ length: samples }, (_, number) => {
      const random = randomStream({ for: 'needs', name, level, number });
      return { name, params: one.params.parse(one.sample(random, facts, level)) };
    }).filter(({ params }) => isPossible(params)),
  );
}

function planOf(steps: readonly PlanStep[]): Plan {
  return {
    ...{ formatVersion: planFormatVersion, strategy: 'custom', level: 'medium', seed: 0, index: 1 },
    ...{ source: { sha256: sourceSha256 }, steps, rejected: [] },
  };
}

interface HowCompiled {
  readonly encode?: EncodeSettings | undefined;
  readonly plain?: boolean;
}

function needsOfPlan(
  plan: Plan,
  facts: MediaFacts,
  { encode = defaultEncodeSettings, plain = false }: HowCompiled = {},
): Requirements {
  return compilePlan({ plan, facts, encode, plain, provenance: null }).requires;
}
