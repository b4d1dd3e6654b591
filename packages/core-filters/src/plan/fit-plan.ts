import { findTransformation } from '../catalogue/added-transformations.ts';
import type { EncodeSettings } from '../compile/encode-settings.ts';
import { normalizedFacts } from '../compile/normalize-source.ts';
import { encoderRefusal } from '../compile/video-arguments.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Plan, PlanStep, RejectedStep } from './plan.ts';

/**
 * A plan without the steps that the source or the encoder does not allow, each listed in `rejected` with its reason;
 * the plan itself where there are none, so that its digest stays what it was.
 *
 * @param facts - of the file that the plan is for.
 */
export function fitPlan(plan: Plan, facts: MediaFacts, encode: EncodeSettings): Plan {
  let current = normalizedFacts(facts);
  const steps: PlanStep[] = [];
  const rejected: RejectedStep[] = [];
  for (const step of plan.steps) {
    const transformation = findTransformation(step.name);
    const reason =
      transformation === null
        ? 'no transformation is called that'
        : (transformation.impossible?.(current, step.params) ??
          encoderRefusal(encode, transformation.lower(current, step.params).encode ?? {}));
    if (reason !== null) {
      rejected.push({ name: step.name, reason });
      continue;
    }
    steps.push(step);
    current = transformation?.effect?.(current, step.params).facts ?? current;
  }
  return rejected.length === 0 ? plan : { ...plan, steps, rejected: [...plan.rejected, ...rejected] };
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
