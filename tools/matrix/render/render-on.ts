import path from 'node:path';
import type { Plan } from '@variegate/core-filters';
import { renderPlans } from '@variegate/variants';
import type { CheckContext } from '../checks/check.ts';
import type { MatrixClip } from '../media/clip-set.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';

/** What is rendered, and how. */
export interface RenderOrder {
  readonly clip: MatrixClip;
  /** Each with a different number. */
  readonly plans: readonly Plan[];
  readonly plainGraph: boolean;
  /** Wall clock of one render. */
  readonly timeoutSeconds: number;
}

/** The outcome of a plan on a version. */
export interface RenderedPlan {
  readonly plan: Plan;
  /** Absolute path; `null` where it failed. */
  readonly file: string | null;
  /** Why it failed, in a sentence. */
  readonly error: string | null;
  /** Highest resident memory of the render, in bytes; `null` where it is not known. */
  readonly peakMemoryBytes: number | null;
  /** Processor time of the render, in seconds; `null` where it is not known. */
  readonly cpuSeconds: number | null;
}

/** Renders plans as the product does by default, once each. */
export async function renderOn(
  { column, ffmpeg }: MatrixVersion,
  order: RenderOrder,
  { folder, cacheFolder, signal }: Pick<CheckContext, 'folder' | 'cacheFolder' | 'signal'>,
): Promise<readonly RenderedPlan[]> {
  const { clip, plans, ...settings } = order;
  const outDir = path.join(folder, column);
  const run = { outDir, ffmpegPath: ffmpeg.path, cacheFolder, retries: 0, measure: 'off', signal } as const;
  const { variants = [] } = await renderPlans({ input: clip.path, plans, ...settings, ...run });
  const byIndex = new Map(variants.map(variant => [variant.index, variant]));
  return plans.map(plan => {
    const variant = byIndex.get(plan.index);
    const { output = null, error = null } = variant ?? {};
    return {
      plan,
      file: output === null ? null : path.join(outDir, output),
      error: error === null ? null : `${error.code}: ${error.message}`,
      peakMemoryBytes: variant?.peakMemoryBytes ?? null,
      cpuSeconds: variant?.renderCpuSeconds ?? null,
    };
  });
}
