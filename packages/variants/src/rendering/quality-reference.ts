import { type CompiledPlan, compilePlan, findTransformation, type Layer } from '@variegate/core-filters';
import type { QualityReference } from '@variegate/inspect';
import type { VariantJob } from '../planning/variant-job.ts';
import { resolveFile } from './resolve-file.ts';

/** The layers that decide what is where and when; the others decide how it looks and sounds. */
const placing: ReadonlySet<Layer> = new Set(['geometry', 'time']);

/**
 * What the picture of a variant is compared with for its quality: its source after the same geometry and timing, and
 * nothing else. `null` where those alone do not give a picture of the variant's size and length, or need second media.
 */
export function qualityReference(
  { plan, source, settings }: VariantJob,
  { command }: CompiledPlan,
): QualityReference | null {
  const steps = plan.steps.filter(({ name }) => {
    const layer = findTransformation(name)?.layer;
    return layer !== undefined && placing.has(layer);
  });
  const reference = compilePlan({
    ...{ plan: { ...plan, steps }, facts: source.facts, encode: settings.encode, provenance: null },
  }).command;
  const alike = (['width', 'height', 'frameCount'] as const).every(
    figure => reference.expected[figure] === command.expected[figure],
  );
  return alike && reference.inputs.length === 1 ? { graph: reference.graph, resolveFile } : null;
}
