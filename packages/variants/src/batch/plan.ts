import { availableParallelism } from 'node:os';
import {
  assetsOfPlan,
  generateControlPlan,
  generatePlan,
  type Plan,
  type SearchRequest,
} from '@variegate/core-filters';
import pLimit from 'p-limit';
import { pMapIterable } from 'p-map';
import { outputFolderAt } from '../folder/output-folder.ts';
import { inspectSource } from '../inputs/inspect-source.ts';
import type { ResolvedInput, SourceInput } from '../inputs/resolve-inputs.ts';
import { assertCapable } from '../job/capabilities.ts';
import { makeJob, type PlannedSource, type VariantJob } from '../job/variant-job.ts';
import type { VariantSlot } from '../job/variant-slot.ts';
import type { DrawingRunOptions } from '../options/run-options.ts';
import { asVariantError, isCodedError } from '../records/variant-error.ts';
import type { VariantError } from '../records/variant-record.ts';
import { PlanSearcher } from '../search/plan-searcher.ts';
import { describeSpan, failSpan, inSpan } from '../tracing/span.ts';
import { assertExpressible } from './assert-expressible.ts';
import { drawnFrom, fittedPlan, isDrawn, searchFor, seriesOf, targetFor, templateOf } from './drawn-from.ts';
import type { PlanningHost } from './host.ts';
import type { PlanningHooks, PreparedBatch } from './prepared-batch.ts';
import { slotsOfInput } from './slots-of-input.ts';

/** One input after planning. */
export type PlannedInput = PlannedJobs | RefusedInput | PlannedDuplicate;

/** A source with the jobs of all its variants, in order. */
export interface PlannedJobs {
  readonly kind: 'planned';
  readonly source: PlannedSource;
  /** Each made when it is read, so that a hundred thousand take no memory; can be read several times. */
  readonly jobs: AsyncIterable<VariantJob>;
}

/** An input that no variants can be made of. */
export interface RefusedInput {
  readonly kind: 'refused';
  /** Absolute path. */
  readonly path: string;
  readonly error: VariantError;
}

/** An input with the same bytes as another one. */
export interface PlannedDuplicate {
  readonly kind: 'duplicate';
  /** Absolute path. */
  readonly path: string;
  /** Absolute path of the other one. */
  readonly duplicateOf: string;
}

/** What planning takes of a prepared batch. */
export type PlannedBatch = Pick<PreparedBatch, 'options' | 'slots' | 'assets'>;

/** Sources inspected at a time: enough to keep short renders coming, few enough to leave them the cores. */
const concurrency = Math.max(2, Math.ceil(availableParallelism() / 4));

/** Jobs of an input of which one must be possible before any of it starts. */
const triedFirst = 64;

/**
 * Turns inputs into jobs, in the order of the inputs and a few ahead of the reader, so that what is held in memory grows
 * neither with their number nor with the number of variants. The same source, seed and options give the same plans on
 * every machine, whatever the order of the inputs; raising a count keeps the plans there were. An input that cannot be
 * used is reported as data, and the others are planned all the same.
 *
 * @param inputs - those of the batch, or a part of them.
 */
export function planInputs(
  inputs: Iterable<ResolvedInput>,
  batch: PlannedBatch,
  host: PlanningHost,
  { events, signal }: PlanningHooks = {},
): AsyncIterable<PlannedInput> {
  const planning: Planning = { batch, host, events, signal, searches: pLimit(concurrency) };
  return pMapIterable(
    inputs,
    async (input): Promise<PlannedInput> => {
      switch (input.kind) {
        case 'unusable':
          return { kind: 'refused', path: input.path, error: input.error };
        case 'duplicate':
          return input;
        case 'source':
          return planSource(input, planning);
      }
    },
    { concurrency },
  );
}

interface Planning extends PlanningHooks {
  readonly batch: PlannedBatch;
  readonly host: PlanningHost;
  /** Shared by all inputs: searches are not what the cores are for. */
  readonly searches: ReturnType<typeof pLimit>;
}

function planSource(input: SourceInput, planning: Planning): Promise<PlannedInput> {
  const slots = slotsOfInput(input, planning.batch.slots);
  const facts = { source: input.path, 'plan.variants': slots.length };
  return inSpan('variegate.plan', facts, async span => {
    const planned = await planSlots(input, slots, planning);
    describeSpan(span, { outcome: planned.kind });
    if (planned.kind === 'refused') failSpan(span, planned.error);
    return planned;
  });
}

async function planSlots(
  input: SourceInput,
  slots: readonly VariantSlot[],
  planning: Planning,
): Promise<PlannedInput> {
  const { batch, host, events, signal } = planning;
  try {
    const source = await inspectSource(input, { ...batch.options, ...host, events, signal });
    assertSomePossible(
      slots.slice(0, triedFirst).map(slot => drawnJob(source, slot, planning)),
      planning,
    );
    assertExpressible(batch.options.drawing.target, source);
    const isSearched = slots.some(slot => {
      const [search, target] = [searchFor, targetFor].map(of => of(source, slot, batch.options));
      return search !== null || target !== null;
    });
    const jobs = isSearched ? searchedJobs(source, slots, planning) : drawnJobs(source, slots, planning);
    return { kind: 'planned', source, jobs };
  } catch (error) {
    signal?.throwIfAborted();
    if (!isCodedError(error)) throw error;
    return { kind: 'refused', path: input.path, error: asVariantError(error) };
  }
}

/**
 * Refuses an input of which nothing can be made. Where some jobs are possible, each of the others fails alone, with the
 * same reason, when it is rendered.
 */
function assertSomePossible(jobs: readonly VariantJob[], { batch, host }: Planning): void {
  let reason: unknown = null;
  for (const { compiled, plan } of jobs) {
    try {
      assertCapable(compiled, host.ffmpeg);
      batch.assets.assertAvailable(assetsOfPlan(plan, batch.options.catalogue));
      return;
    } catch (error) {
      reason ??= error;
    }
  }
  if (reason !== null) throw reason;
}

/** The jobs of some slots, each made when it is read. */
function drawnJobs(
  source: PlannedSource,
  slots: readonly VariantSlot[],
  planning: Planning,
): AsyncIterable<VariantJob> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const slot of slots) yield drawnJob(source, slot, planning);
    },
  };
}

/** The jobs of some slots, whose plans are searched for a few ahead of the reader. */
function searchedJobs(
  source: PlannedSource,
  slots: readonly VariantSlot[],
  planning: Planning,
): AsyncIterable<VariantJob> {
  const { batch, host, signal, searches } = planning;
  const { settings, outDir, dryRun, catalogue } = batch.options;
  const shared = { ...batch.options, ...host, signal, assets: batch.assets };
  return {
    async *[Symbol.asyncIterator]() {
      const folder = outputFolderAt(outDir);
      const fitted = (plan: Plan) => fittedPlan(plan, source, batch.options, host.ffmpeg);
      await using searcher = new PlanSearcher(source, { ...shared, fit: fitted, folder, save: !dryRun });
      yield* pMapIterable(
        slots,
        async slot => {
          const request = searchFor(source, slot, batch.options);
          const target = targetFor(source, slot, batch.options);
          if (request === null && target === null) return drawnJob(source, slot, planning);
          const found =
            target === null
              ? await searches(() => searcher.search(request as SearchRequest))
              : await searches(() => searcher.searchTarget(target));
          const described = describedBy(slot, batch.options);
          return makeJob({ source, settings, catalogue, ...described, ...found, plan: fitted(found.plan) });
        },
        { concurrency },
      );
    },
  };
}

function drawnJob(source: PlannedSource, slot: VariantSlot, planning: Planning): VariantJob {
  const { options } = planning.batch;
  const { settings, catalogue } = options;
  const plan = drawnPlan(source, slot, planning);
  return makeJob({ source, plan, settings, catalogue, ...describedBy(slot, options) });
}

/** The plan of a slot that is not searched for. */
function drawnPlan(source: PlannedSource, slot: VariantSlot, planning: Planning): Plan {
  const { options } = planning.batch;
  const plan = 'plans' in options ? givenPlan(slot, options.plans) : drawPlan(source, slot, options);
  return fittedPlan(plan, source, options, planning.host.ffmpeg);
}

/** What a job has from its slot. */
function describedBy(
  slot: VariantSlot,
  options: PlannedBatch['options'],
): Pick<VariantJob, 'kind' | 'series' | 'recipe' | 'target'> {
  const { kind, series } = slot;
  const recipe = 'plans' in options ? undefined : seriesOf(slot, options).template?.recipe;
  const { target } = options.drawing;
  return {
    ...{ kind, ...(series === undefined ? {} : { series }) },
    ...(recipe === undefined ? {} : { recipe }),
    ...(target === undefined || kind === 'control' || 'plans' in options ? {} : { target }),
  };
}

function givenPlan({ index }: VariantSlot, plans: readonly Plan[]): Plan {
  const plan = plans.find(given => given.index === index);
  if (plan === undefined) throw new RangeError(`There is no plan of the number ${index}.`);
  return plan;
}

function drawPlan(source: PlannedSource, slot: VariantSlot, options: DrawingRunOptions): Plan {
  const { strategy } = options.drawing;
  const template = templateOf(slot, options);
  const request = drawnFrom(source, slot, options);
  if (template !== null) return template.draw(request);
  const draw = slot.kind === 'control' ? generateControlPlan : generatePlan;
  const { catalogue } = options;
  return draw({ ...request, strategy: isDrawn(strategy) ? strategy : 'standard', catalogue });
}
