import {
  fitPlan,
  type Plan,
  type PlanTemplate,
  type SearchRequest,
  type StrategyName,
  strategies,
  type TargetRequest,
} from '@variegate/core-filters';
import type { Ffmpeg } from '@variegate/runner';
import { fitToFfmpeg } from '../job/fit-to-ffmpeg.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import type { VariantSlot } from '../job/variant-slot.ts';
import type { DrawingRunOptions, RunOptions } from '../options/run-options.ts';
import type { Series } from '../options/series.ts';
import type { BatchRequest } from './prepared-batch.ts';

/** Whether chains are drawn by a strategy. Controls of others follow the sizes and rates of the most varied one. */
export function isDrawn(strategy: DrawingRunOptions['drawing']['strategy']): strategy is StrategyName {
  return Object.hasOwn(strategies, strategy);
}

/** The series that a slot is numbered in. */
export function seriesOf({ kind, series: name }: VariantSlot, { series }: DrawingRunOptions): Series {
  const isOne = (one: Series) => one.name === name && (kind === 'control' ? one.controls : one.count) > 0;
  const found = series.find(isOne);
  if (found === undefined) throw new RangeError(`There is no series "${name}".`);
  return found;
}

/** What draws the plan of a slot, and names its recipe in it where plans have to; `null`: the strategy. */
export function templateOf(slot: VariantSlot, options: DrawingRunOptions): PlanTemplate | null {
  const { template, namesRecipe } = seriesOf(slot, options);
  const recipe = template?.recipe;
  if (template === null || !namesRecipe || recipe === undefined) return template;
  return { ...template, draw: request => ({ ...template.draw(request), recipe }) };
}

/** What the plan of a slot is drawn from, however it is drawn. */
export function drawnFrom(
  { fingerprint, facts }: PlannedSource,
  slot: VariantSlot,
  options: DrawingRunOptions,
): Omit<SearchRequest, 'qualityFloor'> {
  const { seed, only, exclude, assets } = options.drawing;
  const { level } = seriesOf(slot, options);
  return {
    ...{ level, seed, index: slot.index, sourceSha256: fingerprint, facts, exclude, assets },
    ...(only === null ? {} : { only }),
  };
}

/** What the plan of a slot is searched for with, or `null` where it is drawn without measuring, or by a target. */
export function searchFor(
  source: PlannedSource,
  slot: VariantSlot,
  options: BatchRequest['options'],
): SearchRequest | null {
  if ('plans' in options || slot.kind === 'control' || options.drawing.target !== undefined) return null;
  const { strategy, qualityFloor } = options.drawing;
  if (!isDrawn(strategy) || strategies[strategy].measured !== true) return null;
  return { ...drawnFrom(source, slot, options), qualityFloor, catalogue: options.catalogue };
}

/** What the plan of a slot is searched for with by its target; `null` where it has none, as controls have. */
export function targetFor(
  source: PlannedSource,
  slot: VariantSlot,
  options: BatchRequest['options'],
): TargetRequest | null {
  if ('plans' in options || slot.kind === 'control') return null;
  const { target, strategy } = options.drawing;
  if (target === undefined) return null;
  const template = templateOf(slot, options);
  const { catalogue } = options;
  return {
    ...{ ...drawnFrom(source, slot, options), target, template, catalogue },
    strategy: isDrawn(strategy) ? strategy : 'standard',
  };
}

/** A plan that the source allows, and the ffmpeg where steps may be dropped. */
export function fittedPlan(
  plan: Plan,
  { facts }: PlannedSource,
  options: Pick<RunOptions, 'settings' | 'skipMissing' | 'catalogue'>,
  ffmpeg: Ffmpeg,
): Plan {
  const { settings, skipMissing, catalogue } = options;
  const fitted = fitPlan(plan, { facts, encode: settings.encode, catalogue });
  return skipMissing ? fitToFfmpeg(fitted, { facts, settings, ffmpeg, catalogue }) : fitted;
}
