import { standingOf } from '@variegate/core-filters';
import { correctedJob, type VariantJob } from '../job/variant-job.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import {
  type HeldVariant,
  publishHeld,
  type RenderVariantOptions,
  renderVariant,
} from '../rendering/render-variant.ts';
import { finishedFigures } from '../rendering/target-figures.ts';
import { TargetMissed } from '../rendering/target-missed.ts';
import type { BatchContext } from './batch-context.ts';
import { correctPlan } from './correct-plan.ts';

/**
 * Renders a variant again, by another plan, as long as it misses its target and that may come nearer. Of files that all miss,
 * the nearest is published: it is held back under its scratch name until then.
 *
 * @throws what {@link renderVariant} does; nothing is left of any render then.
 */
export async function renderUntilAccepted(
  asked: VariantJob,
  options: RenderVariantOptions,
  context: BatchContext,
): Promise<SucceededRecord> {
  const { render = renderVariant } = context.host;
  await using nearest = new NearestMiss();
  for (let job = asked; ; ) {
    const startedMs = performance.now();
    try {
      return await render(job, {
        ...options,
        async accept(verification, made) {
          const correction = await correctPlan(job, verification, made, context);
          const known = correction?.job ?? job;
          const rendered = { job, verification, facts: made, startedMs };
          const { held } = nearest;
          const isBeaten = held !== null && awayOf(held) < awayOf(rendered);
          if (correction?.isNearer) {
            if (!isBeaten) await nearest.replace({ ...rendered, file: made.hold() });
            throw new TargetMissed({ render: known });
          }
          if (isBeaten) throw new TargetMissed({ publish: afterwards(held, known, rendered) });
          // The record has to say what was searched for in vain, so the file is published with another job.
          if (correction !== null) {
            const own = await nearest.replace({ ...rendered, job: known, file: made.hold() });
            throw new TargetMissed({ publish: own });
          }
        },
      });
    } catch (error) {
      if (!(error instanceof TargetMissed)) throw error;
      if ('publish' in error.instead) return await publishHeld(error.instead.publish, options);
      job = error.instead.render;
    }
  }
}

/** The file that was nearest to its target so far. Disposing of it removes the file, unless it was published. */
class NearestMiss implements AsyncDisposable {
  #held: HeldVariant | null = null;

  get held(): HeldVariant | null {
    return this.#held;
  }

  async replace(held: HeldVariant): Promise<HeldVariant> {
    const before = this.#held;
    this.#held = held;
    await before?.file[Symbol.asyncDispose]();
    return held;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#held?.file[Symbol.asyncDispose]();
  }
}

/** How far outside its target a file is; infinite where that could not be measured. */
function awayOf({ job: { target }, verification }: Pick<HeldVariant, 'job' | 'verification'>): number {
  const standing = target === undefined ? null : standingOf(target, finishedFigures(target, verification));
  return standing?.outside ?? Number.POSITIVE_INFINITY;
}

/** A held file with what is known after the last render, which was further away: the others count as search. */
function afterwards(
  held: HeldVariant,
  { target, targetSearch: last, searchCpuSeconds = 0 }: VariantJob,
  { verification, facts: { renderCpuSeconds } }: Omit<HeldVariant, 'file'>,
): HeldVariant {
  const { targetSearch: own } = held.job;
  if (target === undefined || last === undefined || own === undefined) return held;
  const figures = finishedFigures(target, verification);
  const renders = [...last.renders, { candidate: last.chosen, figures }];
  const job = correctedJob(held.job, {
    targetSearch: { ...last, chosen: own.chosen, renders },
    searchCpuSeconds: searchCpuSeconds + renderCpuSeconds - held.facts.renderCpuSeconds,
  });
  return { ...held, job };
}
