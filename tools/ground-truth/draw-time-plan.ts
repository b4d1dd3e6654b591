import {
  builtIn,
  levels,
  type MediaFacts,
  normalizedFacts,
  type Plan,
  type PlanStep,
  planFormatVersion,
  randomStream,
  type Transformation,
} from '@variegate/core-filters';

/** What a plan is drawn for. */
export interface TimePlanRequest {
  readonly seed: number;
  /** Name of the clip: unlike its hash, it does not depend on how many cores encoded it. */
  readonly clip: string;
  /** Number of the variant, from 1. */
  readonly index: number;
  /** SHA-256 of the source. */
  readonly sha256: string;
  readonly facts: MediaFacts;
}

const timeSteps = builtIn.filter(({ layer }) => layer === 'time');
// A step in these layers leaves the blocks of a counter where they are, and at `light` leaves them readable.
const mildSteps = builtIn.filter(({ layer }) => ['colour', 'audio', 'encoding'].includes(layer));

/** Draws one to three steps of the time layer at any level, among mild ones, in random order. */
export function drawTimePlan({ seed, clip, index, sha256, facts }: TimePlanRequest): Plan {
  const random = randomStream({ purpose: 'ground-truth', seed, source: clip, index });
  const wanted = random.shuffle([
    ...random.shuffle(timeSteps).slice(0, random.integer([1, 3])),
    ...random.shuffle(mildSteps).slice(0, random.integer([0, 3])),
  ]);
  const steps: PlanStep[] = [];
  let now = normalizedFacts(facts);
  for (const transformation of wanted) {
    const level = transformation.layer === 'time' ? random.pick(levels) : 'light';
    if (isImpossible(transformation, now)) continue;
    const params = transformation.params.parse(transformation.sample(random, now, level));
    if (isImpossible(transformation, now, params)) continue;
    now = transformation.effect?.(now, params).facts ?? now;
    steps.push({ name: transformation.name, params });
  }
  const source = { sha256 };
  return {
    formatVersion: planFormatVersion,
    strategy: 'custom',
    level: 'medium',
    seed,
    index,
    source,
    steps,
    rejected: [],
  };
}

function isImpossible(
  { impossible }: Transformation,
  facts: MediaFacts,
  params?: Readonly<Record<string, unknown>>,
): boolean {
  return (impossible?.(facts, params) ?? null) !== null;
}
