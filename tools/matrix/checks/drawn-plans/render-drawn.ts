import path from 'node:path';
import type { Plan, StrategyName } from '@variegate/core-filters';
import type { MatrixClip } from '../../media/clip-set.ts';
import { type RenderedPlan, type RenderOrder, renderOn } from '../../render/render-on.ts';
import type { MatrixVersion } from '../../versions/matrix-version.ts';
import type { CheckContext } from '../check.ts';
import { drawPlans } from './draw-plans.ts';

/** Many times what a render of three seconds takes. */
const timeoutSeconds = 60;

/** What is rendered of a strategy for a clip: the plans that the reference version has drawn. */
export async function drawnOrder(
  strategy: StrategyName,
  clip: MatrixClip,
  context: CheckContext,
): Promise<RenderOrder> {
  const drawn = await drawPlans(strategy, context.reference, context);
  const plans = drawn.flatMap(({ clip: name, seed, job }): readonly Plan[] =>
    // Plans that are rendered together have different numbers.
    name === clip.name && job !== null ? [{ ...job.plan, index: seed }] : [],
  );
  return { clip, plans, plainGraph: false, timeoutSeconds };
}

/** Renders an order on a version, once in a run of the matrix. */
export function renderDrawn(
  strategy: StrategyName,
  order: RenderOrder,
  version: MatrixVersion,
  context: CheckContext,
): Promise<readonly RenderedPlan[]> {
  const folder = path.join(context.folder, strategy, order.clip.name);
  return context.once(`${strategy} on ${order.clip.name} by ${version.column}`, () =>
    renderOn(version, order, { ...context, folder }),
  );
}
