import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CheckContext } from '../checks/check.ts';
import { renderOn } from '../render/render-on.ts';
import { comparePair, type RenderPair } from './compare-pair.ts';

/**
 * Renders the beginnings of a plan of which both versions have made files, until one differs.
 *
 * @returns the last step of that beginning, such as `3 (text)`; `null` where there is one step, or no beginning differs.
 */
export async function firstStepThatDiffers(
  { label, ours, theirs, order }: RenderPair,
  context: CheckContext,
): Promise<string | null> {
  const { plan } = ours;
  if (plan.steps.length < 2 || ours.file === null || theirs.file === null) return null;
  const beginnings = plan.steps.map((_, place) => ({
    ...plan,
    index: place + 1,
    steps: plan.steps.slice(0, place + 1),
  }));
  const shorter = { ...order, plans: beginnings };
  const apart = { ...context, folder: path.join(context.folder, randomUUID()) };
  const mine = await renderOn(context.version, shorter, apart);
  const others = await renderOn(context.reference, shorter, apart);
  for (const [place, one] of mine.entries()) {
    const other = others[place];
    if (other === undefined) continue;
    const { problems } = await comparePair({ label, ours: one, theirs: other, order: shorter }, context);
    if (problems.length > 0) return `${place + 1} (${plan.steps[place]?.name})`;
  }
  return null;
}
