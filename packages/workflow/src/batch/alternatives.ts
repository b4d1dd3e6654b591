import { estimateResources, type Plan } from '@variegate/core-filters';
import { makeJob, type VariantJob } from '@variegate/variants';

/** How a variant is rendered: as it was asked for, or as what is left when that fails for good. */
export type Graph = 'asked' | 'plain' | 'lighter';

/**
 * The jobs that may stand for a planned one, in the order in which they are tried:
 * - `plain`: the same plan, one filter for each transformation, nothing fused;
 * - `lighter`: the cheaper half of its transformations, in their order, and plain too.
 *
 * Each is a variant of its own, with an id and a record that say what it is.
 */
export function jobFor(asked: VariantJob, graph: Graph): VariantJob {
  switch (graph) {
    case 'asked':
      return asked;
    case 'plain':
      return makeJob(asked.source, asked.plan, { ...asked.settings, plainGraph: true }, asked.kind);
    case 'lighter':
      return makeJob(asked.source, lighterPlan(asked), { ...asked.settings, plainGraph: true }, asked.kind);
  }
}

/** What can be tried after `asked` has failed; a plan that was plain already is not tried the same way again. */
export function fallbacksOf({ settings }: VariantJob): readonly Exclude<Graph, 'asked'>[] {
  return settings.plainGraph ? ['lighter'] : ['plain', 'lighter'];
}

function lighterPlan({ plan, source, settings }: VariantJob): Plan {
  const costs = plan.steps.map(step => {
    const alone: Plan = { ...plan, steps: [step] };
    return estimateResources({ plan: alone, facts: source.facts, encode: settings.encode }).cpuSeconds;
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
  return {
    ...plan,
    steps: plan.steps.filter((_, place) => kept.has(place)),
    rejected: [...plan.rejected, ...left.map(({ name }) => ({ name, reason }))],
  };
}
