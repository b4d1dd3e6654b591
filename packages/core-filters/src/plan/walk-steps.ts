import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import type { Effect, Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { PlanStep } from './plan.ts';

/** A step where it stands in a chain. What is not asked for is not computed. */
export class WalkedStep {
  readonly step: PlanStep;
  /** `null` where the catalogue has none of that name. */
  readonly transformation: Transformation | null;
  /** Facts of what the step is applied to. */
  readonly before: MediaFacts;
  #effect: Effect | null | undefined;

  constructor(step: PlanStep, transformation: Transformation | null, before: MediaFacts) {
    this.step = step;
    this.transformation = transformation;
    this.before = before;
  }

  /** Why the step cannot be applied, or `null` when it can. */
  get impossible(): string | null {
    if (this.transformation === null) return `no transformation is called ${JSON.stringify(this.step.name)}`;
    return this.transformation.impossible?.(this.before, this.step.params) ?? null;
  }

  /** What the step does to facts and time; `null` where neither changes. */
  get effect(): Effect | null {
    this.#effect ??= this.transformation?.effect?.(this.before, this.step.params) ?? null;
    return this.#effect;
  }

  /** Facts of what the step leaves. */
  get after(): MediaFacts {
    return this.effect?.facts ?? this.before;
  }
}

/** How {@link walkSteps} walks. */
export interface Walk {
  /** Facts of what the first step is applied to: those of the source, normalised. */
  readonly facts: MediaFacts;
  /** @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
  /** Which steps are applied; the others are left out, and the next one meets the same facts. @default all */
  readonly keeps?: (walked: WalkedStep) => boolean;
}

/** The steps of a chain in their order, each with the facts before and after it: the only place that folds facts over steps. */
export function* walkSteps(
  steps: readonly PlanStep[],
  { facts, catalogue = builtInCatalogue, keeps = () => true }: Walk,
): Generator<WalkedStep, void, undefined> {
  let current = facts;
  for (const step of steps) {
    const walked = new WalkedStep(step, catalogue.find(step.name), current);
    if (!keeps(walked)) continue;
    yield walked;
    current = walked.after;
  }
}
