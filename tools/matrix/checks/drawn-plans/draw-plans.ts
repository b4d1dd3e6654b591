import { type StrategyName, strategies } from '@variegate/core-filters';
import { planVariants, type VariantJob } from '@variegate/variants';
import { mapInParallel } from '../../map-in-parallel.ts';
import type { MatrixVersion } from '../../versions/matrix-version.ts';
import type { CheckContext } from '../check.ts';

/** A plan that a version has drawn, or the failure to draw it. */
export interface DrawnPlan {
  /** Name of the clip. */
  readonly clip: string;
  readonly seed: number;
  /** `null` where it failed. */
  readonly job: VariantJob | null;
  /** Why it failed. */
  readonly error: string | null;
}

/** Many times what a search takes. */
const timeoutMs = 300_000;

/** Searches take long; so many of each clip are compared. */
const comparedSearches = 6;

/**
 * The first plan of each clip and seed, by one version. Of plans that are found by measuring, the reference version draws
 * all, and the others so many as are compared.
 */
export function drawPlans(
  strategy: StrategyName,
  version: MatrixVersion,
  context: CheckContext,
): Promise<readonly DrawnPlan[]> {
  const { clips, once, reference } = context;
  const isShortened = strategies[strategy].measured === true && version !== reference;
  const seeds = isShortened ? Math.min(context.seeds, comparedSearches) : context.seeds;
  const wanted = clips.clips.flatMap(clip =>
    Array.from({ length: seeds }, (_, place) => ({ clip, seed: place + 1 })),
  );
  return once(`plans of ${strategy} by ${version.column}`, () =>
    mapInParallel(wanted, async ({ clip, seed }) => ({
      ...{ clip: clip.name, seed },
      ...(await drawOne(clip.path, { strategy, seed }, version, context)),
    })),
  );
}

async function drawOne(
  input: string,
  drawing: { readonly strategy: StrategyName; readonly seed: number },
  { ffmpeg }: MatrixVersion,
  { folder: outDir, cacheFolder, signal }: CheckContext,
): Promise<Pick<DrawnPlan, 'job' | 'error'>> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const run = { outDir, cacheFolder, ffmpegPath: ffmpeg.path, signal: limited };
  try {
    const [job = null] = await planVariants({ input, count: 1, ...drawing, ...run });
    return { job, error: null };
  } catch (error) {
    signal.throwIfAborted();
    return { job: null, error: error instanceof Error ? error.message : String(error) };
  }
}
