import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { Plan, RejectedStep } from '../plan/plan.ts';
import { type WalkedStep, walkSteps } from '../plan/walk-steps.ts';
import type { EncodeSettings } from './encode-settings.ts';
import { encoderRefusal } from './video-arguments.ts';

/** What a plan is fitted to. */
export interface FitRequest {
  /** Facts of the file that the plan is for. */
  readonly facts: MediaFacts;
  readonly encode: EncodeSettings;
  /** What has the transformations of the steps. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/**
 * A plan without the steps that the source or the encoder does not allow, each listed in `rejected` with its reason;
 * the plan itself where there are none, so that its digest stays what it was.
 */
export function fitPlan(plan: Plan, { facts, encode, catalogue }: FitRequest): Plan {
  const rejected: RejectedStep[] = [];
  const keeps = (walked: WalkedStep): boolean => {
    const reason = refusal(walked, encode);
    if (reason !== null) rejected.push({ name: walked.step.name, reason });
    return reason === null;
  };
  const kept = walkSteps(plan.steps, { facts: normalizedFacts(facts), catalogue, keeps });
  const steps = Array.from(kept, ({ step }) => step);
  return rejected.length === 0 ? plan : { ...plan, steps, rejected: [...plan.rejected, ...rejected] };
}

function refusal(walked: WalkedStep, encode: EncodeSettings): string | null {
  const { transformation, before, step } = walked;
  if (transformation === null) return 'no transformation is called that';
  return walked.impossible ?? encoderRefusal(encode, transformation.lower(before, step.params).encode ?? {});
}

/** A plan without one of its steps, which is listed in `rejected`. What comes after it may not fit any more. */
export function withoutStep(plan: Plan, index: number, reason: string): Plan {
  const step = plan.steps[index];
  if (step === undefined) return plan;
  return {
    ...plan,
    steps: plan.steps.toSpliced(index, 1),
    rejected: [...plan.rejected, { name: step.name, reason }],
  };
}
