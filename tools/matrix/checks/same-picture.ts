import { type StrategyName, strategyNames } from '@variegate/core-filters';
import type { RenderPair } from '../compare/compare-pair.ts';
import { compareRenders } from '../compare/compare-renders.ts';
import type { MatrixClip } from '../media/clip-set.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';
import { comparePlans } from './drawn-plans/compare-plans.ts';
import { drawnOrder, renderDrawn } from './drawn-plans/render-drawn.ts';

/** The same plans by every strategy, and the same video and audio of each. */
export const samePicture: Check = {
  name: 'same-picture',
  title: 'One plan is one picture and one sound on every version',
  isShort: true,
  async run(context) {
    const failures: Failure[] = [];
    const notes: string[] = [];
    const pairs: RenderPair[] = [];
    let figures = {};
    for (const strategy of strategyNames) {
      const compared = await comparePlans(strategy, context);
      figures = { ...figures, ...compared.figures };
      failures.push(...compared.failures);
      notes.push(...compared.notes);
      for (const clip of context.clips.clips) {
        context.say(`${strategy} on ${clip.name}`);
        pairs.push(...(await renderPairs(strategy, clip, context)));
      }
    }
    const compared = await compareRenders(pairs, context);
    return resultOf(
      {
        seeds: context.seeds,
        ...figures,
        ...compared.figures,
        clips: `${context.clips.clips.length} ${context.clips.origin}`,
      },
      [...failures, ...compared.failures, ...medianFailure(compared.figures)],
      [...notes, ...compared.notes],
    );
  },
};

/** The plans that the reference version has drawn, rendered by both. */
async function renderPairs(
  strategy: StrategyName,
  clip: MatrixClip,
  context: CheckContext,
): Promise<readonly RenderPair[]> {
  const order = await drawnOrder(strategy, clip, context);
  const theirs = await renderDrawn(strategy, order, context.reference, context);
  const ours = await renderDrawn(strategy, order, context.version, context);
  return ours.map((one, place) => {
    const label = `${clip.name}, ${strategy}, seed ${one.plan.index}`;
    return { label, ours: one, theirs: theirs[place] ?? one, order };
  });
}

/** Median of the SSIM of the luma that all plans together have to reach. */
const lowestMedian = 0.995;

function medianFailure(figures: Readonly<Record<string, number | string>>): readonly Failure[] {
  const median = Number(figures['median SSIM of luma'] ?? 1);
  if (median >= lowestMedian) return [];
  return [{ what: `The median SSIM of the luma is ${median}, less than ${lowestMedian}.`, command: null }];
}
