import { estimateResources, fitPlan, type Plan } from '@variegate/core-filters';
import { compileSteps } from '../job/fit-to-ffmpeg.ts';
import { makeJob, requestOf, type VariantJob } from '../job/variant-job.ts';

/** How a variant is rendered: as it was asked for, or as what is left when that fails for good. */
export type VariantForm = 'asked' | 'plain' | 'lighter';

/** Every form, in the order in which they are tried. */
const forms: readonly VariantForm[] = ['asked', 'plain', 'lighter'];

/**
 * The job that stands for an asked one:
 * - `plain`: the same plan, one filter for each transformation, nothing fused;
 * - `lighter`: the cheaper half of its transformations, in their order, and plain too.
 *
 * Each is a separate variant, with an id and a record that say what it is.
 */
export function jobInForm(asked: VariantJob, form: VariantForm): VariantJob {
  if (form === 'asked') return asked;
  const settings = { ...asked.settings, plainGraph: true };
  const plan = form === 'lighter' ? lighterPlan(asked) : asked.plan;
  const { search: _, targetSearch: __, ...request } = requestOf(asked);
  return makeJob({ ...request, settings, plan, catalogue: asked.catalogue });
}

/** What can stand for an asked variant; a plan that was plain already has no plain form. */
export function fallbacksOf({ settings }: VariantJob): readonly VariantForm[] {
  return settings.plainGraph ? ['lighter'] : ['plain', 'lighter'];
}

/** The form to try after one has failed for good: the next that gives ffmpeg another command; `null` where there is none. */
export function formAfter(asked: VariantJob, failed: VariantForm): VariantForm | null {
  const place = forms.indexOf(failed);
  const tried = new Set(forms.slice(0, place + 1).map(form => commandOf(jobInForm(asked, form))));
  const left = forms.slice(place + 1).filter(form => fallbacksOf(asked).includes(form));
  return left.find(form => !tried.has(commandOf(jobInForm(asked, form)))) ?? null;
}

/** The command without the tag that names the plan. */
function commandOf({ plan, source: { facts }, settings, catalogue }: VariantJob): string {
  return JSON.stringify(compileSteps(plan, { facts, settings, catalogue }).command);
}

function lighterPlan({ plan, source: { facts }, settings, catalogue }: VariantJob): Plan {
  const { encode } = settings;
  // By what they cost fused, whichever graph failed: the lighter variant is the same one then.
  const costing = { ...settings, plainGraph: false };
  const costs = plan.steps.map(step => {
    const alone: Plan = { ...plan, steps: [step] };
    const compiled = compileSteps(alone, { facts, settings: costing, catalogue });
    return estimateResources(compiled, { plan: alone, facts, encode, catalogue }).cpuSeconds;
  });
  const kept = new Set(
    costs
      .map((cost, place) => ({ cost, place }))
      .sort((a, b) => a.cost - b.cost || a.place - b.place)
      .slice(0, Math.ceil(costs.length / 2))
      .map(({ place }) => place),
  );
  const left = plan.steps.filter((_, place) => !kept.has(place));
  const reason = 'left out because the whole chain could not be rendered';
  const lighter = {
    ...plan,
    steps: plan.steps.filter((_, place) => kept.has(place)),
    rejected: [...plan.rejected, ...left.map(({ name }) => ({ name, reason }))],
  };
  // A step may be impossible without one before it.
  return fitPlan(lighter, { facts, encode, catalogue });
}
