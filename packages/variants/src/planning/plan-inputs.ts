import { availableParallelism } from 'node:os';
import { assetsOfPlan, fitPlan, type Plan, type SearchRequest } from '@variegate/core-filters';
import { type AssetLibrary, assetLibrary } from '../assets/asset-library.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { RunOptions } from '../options/run-options.ts';
import { asVariantError, isCodedError } from '../run/variant-error.ts';
import { PlanSearcher } from '../search/plan-searcher.ts';
import { Turns } from '../search/turns.ts';
import { assertCapable, compileJob } from './compile-job.ts';
import { fitToFfmpeg } from './fit-to-ffmpeg.ts';
import { type InspectSourceOptions, inspectSource } from './inspect-source.ts';
import { makeJob } from './make-job.ts';
import { mapInOrder } from './map-in-order.ts';
import type { PlannedInput } from './planned-input.ts';
import type { ResolvedInput, SourceInput } from './resolve-inputs.ts';
import type { PlannedSource, VariantJob } from './variant-job.ts';
import type { SlotsByRole, VariantSlot } from './variant-slot.ts';

/** What turning inputs into jobs takes. */
export interface PlanInputsOptions
  extends Pick<
      RunOptions,
      'outDir' | 'dryRun' | 'settings' | 'limits' | 'allowVariants' | 'cacheFolder' | 'skipMissing'
    >,
    Pick<InspectSourceOptions, 'ffmpeg' | 'inputRoot' | 'signal'> {
  /** Where the plans' second media are. @default the generated set alone */
  readonly assets?: AssetLibrary | undefined;
}

/** What the jobs of an input are made from. */
export interface PlanSource {
  readonly slots: SlotsByRole;
  /** The plan for one of the slots of a source. */
  readonly planFor: (source: PlannedSource, slot: VariantSlot) => Plan;
  /** What the plan is searched for with instead, by measuring; `null` where it is not. @default none is searched for */
  readonly searchFor?: (source: PlannedSource, slot: VariantSlot) => SearchRequest | null;
}

/** Sources inspected at a time: enough to keep short renders coming, few enough to leave them the cores. */
const concurrency = Math.max(2, Math.ceil(availableParallelism() / 4));

/** Jobs of an input whose needs are looked at before any of it starts: enough to see every filter, soon done. */
const lookedAtFirst = 64;

/**
 * Turns inputs into jobs, in the order of the inputs and a few inputs ahead of the reader, so that what is held in memory
 * grows neither with their number nor with the number of variants. An input that cannot be used, or whose plans ask for
 * what it or the ffmpeg lacks, is told as data; the others go on.
 */
export function planInputs(
  inputs: Iterable<ResolvedInput>,
  options: PlanInputsOptions,
  plans: PlanSource,
): AsyncGenerator<PlannedInput> {
  const turns = new Turns(concurrency);
  return mapInOrder(inputs, concurrency, async (input): Promise<PlannedInput> => {
    switch (input.kind) {
      case 'unusable':
        return { kind: 'refused', path: input.path, error: input.error };
      case 'duplicate':
        return input;
      case 'source':
        return planSource(input, options, plans, turns);
    }
  });
}

async function planSource(
  input: SourceInput,
  options: PlanInputsOptions,
  plans: PlanSource,
  turns: Turns,
): Promise<PlannedInput> {
  const { role = 'reference', numbers } = input;
  const { slots, planFor, searchFor } = plans;
  const wanted = numbers === undefined ? slots[role] : slots[role].slice(numbers.first - 1, numbers.last);
  try {
    const source = await inspectSource(input, options);
    const jobFor = (slot: VariantSlot) =>
      makeJob(source, fit(planFor(source, slot), source, options), options.settings, slot.kind);
    const { ffmpeg, assets = assetLibrary({ files: [], cacheFolder: options.cacheFolder }) } = options;
    for (const job of wanted.slice(0, lookedAtFirst).map(jobFor)) {
      assertCapable(compileJob(job), ffmpeg);
      assets.assertAvailable(assetsOfPlan(job.plan));
    }
    const isSearched = wanted.some(slot => (searchFor?.(source, slot) ?? null) !== null);
    const jobs = isSearched
      ? eachSearched(source, wanted, { ...options, assets }, { ...plans, turns })
      : eachMade(wanted, jobFor);
    return { kind: 'planned', source, jobs };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', path: input.path, error: asVariantError(error) };
  }
}

function fit(
  plan: Plan,
  { facts }: PlannedSource,
  { settings, ffmpeg, skipMissing }: PlanInputsOptions,
): Plan {
  const fitted = fitPlan(plan, facts, settings.encode);
  return skipMissing ? fitToFfmpeg(fitted, { facts, settings, ffmpeg }) : fitted;
}

/** The jobs of some slots, each made when it is read. */
function eachMade(
  slots: readonly VariantSlot[],
  jobFor: (slot: VariantSlot) => VariantJob,
): Iterable<VariantJob> {
  return {
    *[Symbol.iterator]() {
      for (const slot of slots) yield jobFor(slot);
    },
  };
}

/** What searching for the plans of an input takes. */
interface SearchedPlans extends PlanSource {
  /** Shared by all inputs: searches are not what the cores are for. */
  readonly turns: Turns;
}

/** The jobs of some slots, whose plans are searched for a few ahead of the reader. */
function eachSearched(
  source: PlannedSource,
  slots: readonly VariantSlot[],
  options: PlanInputsOptions,
  { planFor, searchFor, turns }: SearchedPlans,
): AsyncIterable<VariantJob> {
  const { settings, outDir, dryRun } = options;
  const fitted = (plan: Plan) => fit(plan, source, options);
  return {
    async *[Symbol.asyncIterator]() {
      const folder = outputFolderAt(outDir).searchesPath;
      await using searcher = new PlanSearcher(source, { ...options, fit: fitted, folder, save: !dryRun });
      yield* mapInOrder(slots, concurrency, async slot => {
        const request = searchFor?.(source, slot) ?? null;
        if (request === null) return makeJob(source, fitted(planFor(source, slot)), settings, slot.kind);
        const { plan, report } = await turns.run(() => searcher.search(request));
        return makeJob(source, fitted(plan), settings, slot.kind, report);
      });
    },
  };
}
