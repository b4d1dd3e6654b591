import type { CheckContext, Failure, Figures } from '../checks/check.ts';
import { mapInParallel } from '../map-in-parallel.ts';
import { repeatCommand } from '../render/repeat-command.ts';
import { comparePair, type RenderPair } from './compare-pair.ts';
import { firstStepThatDiffers } from './first-step-that-differs.ts';
import { spreadOf } from './spread.ts';

/** What came of comparing. */
export interface ComparedRenders {
  readonly figures: Figures;
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

/** Of so many plans that differ, the step is looked for. */
const searchedPlans = 5;

/** Compares renders with those of the reference version: both there, same facts, like pictures, audio of one length. */
export async function compareRenders(
  pairs: readonly RenderPair[],
  context: CheckContext,
): Promise<ComparedRenders> {
  const compared = await mapInParallel(pairs, pair => comparePair(pair, context));
  const failed = compared.filter(({ problems }) => problems.length > 0);
  return {
    figures: { renders: pairs.length, ...spreadOf(compared) },
    failures: await mapInParallel(failed, async ({ pair, problems }) => {
      const isSearched = failed.findIndex(other => other.pair === pair) < searchedPlans;
      // Looking closer must not cost what was found.
      const step = isSearched ? await firstStepThatDiffers(pair, context).catch(() => null) : null;
      const from = step === null ? '' : `; from step ${step} on`;
      return {
        what: `${pair.label}: ${problems.join('; ')}${from}`,
        command: await commandOf(pair, context),
      };
    }),
    notes: compared.flatMap(({ notes }) => notes),
  };
}

function commandOf({ ours, order }: RenderPair, context: CheckContext): Promise<string> {
  const settings = { plainGraph: order.plainGraph };
  return repeatCommand({ plan: ours.plan, source: order.clip.path, settings }, context);
}
