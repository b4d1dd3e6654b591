import { type StrategyName, strategies } from '@variegate/core-filters';
import type { ComparedRenders } from '../../compare/compare-renders.ts';
import type { CheckContext } from '../check.ts';
import { type DrawnPlan, drawPlans } from './draw-plans.ts';

/** Of so many plans that are found by measuring, one may be another. */
const searchesForOneOther = 18;

/** Compares the plans and ids that a version draws with those of the reference version. */
export async function comparePlans(strategy: StrategyName, context: CheckContext): Promise<ComparedRenders> {
  const { version, reference } = context;
  const ours = await drawPlans(strategy, version, context);
  const theirs = await drawPlans(strategy, reference, context);
  const others = ours.flatMap(plan => {
    const other = theirs.find(({ clip, seed }) => clip === plan.clip && seed === plan.seed);
    const difference = differenceOf(plan, other ?? plan);
    return difference === null ? [] : [`${plan.clip}, ${strategy}, seed ${plan.seed}: ${difference}`];
  });
  const isMeasured = strategies[strategy].measured === true;
  const isEnough = others.length <= (isMeasured ? Math.ceil(ours.length / searchesForOneOther) : 0);
  return {
    figures: { [`${strategy}: same plans and ids`]: `${ours.length - others.length} of ${ours.length}` },
    failures: isEnough ? [] : others.map(what => ({ what, command: null })),
    notes: isEnough ? others : [],
  };
}

function differenceOf(plan: DrawnPlan, other: DrawnPlan): string | null {
  if (plan.job === null) return `no plan: ${plan.error}`;
  if (other.job === null) return null;
  if (plan.job.planDigest !== other.job.planDigest) return `another plan: ${stepsThatDiffer(plan, other)}`;
  return plan.job.id === other.job.id ? null : 'another id';
}

function stepsThatDiffer({ job: ours }: DrawnPlan, { job: theirs }: DrawnPlan): string {
  const names = [ours, theirs].map(job => (job?.plan.steps ?? []).map(({ name }) => name).join(', '));
  return `${names[0]} instead of ${names[1]}`;
}
