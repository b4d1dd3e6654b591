import { single } from '@variegate/core-filters';
import { OptionInvalidError } from '../errors.ts';
import type { LeftOutVariants } from '../events/variegate-event.ts';
import type { ResolvedInput } from '../inputs/resolve-inputs.ts';
import type { VariantJob } from '../job/variant-job.ts';
import { slotOf, type VariantSlot } from '../job/variant-slot.ts';
import type { PlanningHost } from './host.ts';
import { planInputs } from './plan.ts';
import type { PlanningHooks, PreparedBatch } from './prepared-batch.ts';

/** Inputs, each with the variants that it is to have. */
export interface NarrowedInputs {
  readonly inputs: readonly ResolvedInput[];
  readonly leftOut: readonly LeftOutVariants[];
}

/**
 * Finds out which variants an input is to have where its content decides: a transformation alone is left out where it cannot be
 * applied, and ids are known when plans are. Both take a look at every input before the first render, so that what is asked
 * for is a number. An input that is to have none is left out.
 *
 * @throws {VARIANTS_OPTION_INVALID} when no variant has an id that was asked for.
 */
export async function narrowInputs(
  batch: Pick<PreparedBatch, 'options' | 'inputs' | 'slots' | 'assets'>,
  host: PlanningHost,
  hooks: PlanningHooks,
): Promise<NarrowedInputs> {
  const { options, inputs } = batch;
  const { strategy, id = null } = options.drawing;
  const isSingle = strategy === single.name && !('plans' in options);
  if (!isSingle && id === null) return { inputs, leftOut: [] };

  const missing = new Set(id);
  const kept: ResolvedInput[] = [];
  const leftOut: LeftOutVariants[] = [];
  let position = 0;
  // Nothing is written before it is known what is asked for.
  const looking = { ...batch, options: { ...options, dryRun: true } };
  for await (const planned of planInputs(inputs, looking, host, hooks)) {
    const input = inputs[position++];
    if (input === undefined) break;
    if (planned.kind !== 'planned' || input.kind !== 'source') {
      kept.push(input);
      continue;
    }
    const slots: VariantSlot[] = [];
    const lacking = new LackingTransformations();
    for await (const job of planned.jobs) {
      if (isSingle && job.kind !== 'control' && job.plan.steps.length === 0) {
        lacking.add(job);
        continue;
      }
      const named = id?.filter(start => job.id.startsWith(start));
      for (const start of named ?? []) missing.delete(start);
      if (named?.length !== 0) slots.push(slotOf(job));
    }
    if (slots.length > 0) kept.push({ ...input, slots });
    if (lacking.transformations.length > 0)
      leftOut.push({ source: input.path, transformations: lacking.transformations });
  }
  const [unknown] = missing;
  if (unknown !== undefined) throw new OptionInvalidError('id', 'ids of variants that this run has', unknown);
  return { inputs: kept, leftOut };
}

/** The transformations that make fewer variants of a source than others. */
class LackingTransformations {
  readonly #byName = new Map<string, { variants: number; reason: string }>();

  add({ series = '', plan }: VariantJob): void {
    const known = this.#byName.get(series);
    if (known !== undefined) known.variants += 1;
    else
      this.#byName.set(series, { variants: 1, reason: plan.rejected[0]?.reason ?? 'it does nothing here' });
  }

  get transformations(): LeftOutVariants['transformations'] {
    return [...this.#byName].map(([name, lacking]) => ({ name, ...lacking }));
  }
}
