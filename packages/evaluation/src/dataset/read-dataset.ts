import path from 'node:path';
import { findTransformation, levelSchema, scorableSegments } from '@variegate/core-filters';
import {
  manifestSchema,
  outputFolderAt,
  readManifest,
  reportedVariant,
  sourceSchema,
  variantSchema,
} from '@variegate/variants/internal';
import { z } from 'zod';
import { DatasetUnusableError } from '../errors.ts';
import type { Dataset, DatasetSource, DatasetStep, DatasetVariant } from './dataset.ts';

// Later versions may add fields; a set has the ones that are known.
const setSource = sourceSchema.extend({
  stem: z.string().optional(),
  role: z.enum(['reference', 'distractor']).default('reference'),
});
const recipeName = z.object({ name: z.string() });
const setVariant = variantSchema.extend({
  level: levelSchema.optional(),
  recipe: recipeName.optional(),
  kind: z.enum(['variant', 'control', 'distractor']).default('variant'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  plan: z.looseObject({
    ...variantSchema.shape.plan.shape,
    strategy: z.string(),
    level: levelSchema,
    seed: z.number(),
  }),
  media: variantSchema.shape.media
    .unwrap()
    .extend({ hasAudio: z.boolean().default(false) })
    .optional(),
});
const setManifest = manifestSchema.extend({
  sources: z.array(setSource),
  options: manifestSchema.shape.options.extend({
    recipe: z.union([recipeName, z.array(recipeName)]).nullish(),
  }),
});

type SourceLine = z.output<typeof setSource>;
type VariantLine = z.output<typeof setVariant>;

/** The plans that recipes draw call their strategy so. */
const recipeStrategy = 'custom';

/**
 * Reads the manifest of a finished folder as a set: its sources, and the variants that were made.
 *
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when there is no manifest, or none that this version has written.
 * @throws {EVALUATION_DATASET_UNUSABLE} when no variant was made.
 */
export async function readDataset(dir: string): Promise<Dataset> {
  const folder = outputFolderAt(dir);
  const dataset = await readManifest(folder, value => datasetOf(folder.path, value));
  if (dataset.variants.length > 0) return dataset;
  throw new DatasetUnusableError(`"${folder.path}" has no finished variants. Make some first.`);
}

function datasetOf(dir: string, value: unknown): Dataset {
  const { options, run, sources: lines, variants } = setManifest.parse(value);
  const [recipe = null, ...others] = [options.recipe ?? []].flat().map(({ name }) => name);
  // Of several, each variant says which drew it.
  const only = others.length === 0 ? recipe : null;
  const sources = new Map<string, { readonly line: SourceLine; readonly source: DatasetSource }>();
  for (const [position, line] of lines.entries()) {
    const source = sourceOf(line, run.sources[position]?.path ?? null);
    if (source !== null) sources.set(source.fingerprint, { line, source });
  }
  return {
    ...{ dir, recipe: only, normalization: options.settings.normalization },
    sources: [...sources.values()].map(({ source }) => source),
    variants: variants.flatMap(line => {
      if (line.status !== 'succeeded') return [];
      const variant = setVariant.parse(line);
      const of = sources.get(variant.source);
      return of === undefined ? [] : [variantOf(variant, of, only)];
    }),
  };
}

function sourceOf(line: SourceLine, sourcePath: string | null): DatasetSource | null {
  const { file, stem, role, fingerprint, facts } = line;
  if (fingerprint === undefined || facts === undefined || stem === undefined) return null;
  const { width, height, frameRate } = facts.video;
  return {
    ...{ name: stem, refId: `R${fingerprint.slice(0, 16)}`, role, file, path: sourcePath, fingerprint },
    durationSeconds: facts.durationSeconds,
    framesPerSecond: frameRate.numerator / frameRate.denominator,
    ...{ width, height },
  };
}

function variantOf(
  line: VariantLine,
  { source, line: sourceLine }: { readonly source: DatasetSource; readonly line: SourceLine },
  recipe: string | null,
): DatasetVariant {
  const { id, kind, index, plan, output = '', bytes = 0, sha256 = '', segments = [], similarity } = line;
  const media = line.media ?? { durationSeconds: 0, frameCount: 0, width: 0, height: 0, hasAudio: false };
  const { strategy, seed } = plan;
  const ofRun = { ...sourceLine, run: source.path === null ? undefined : { path: source.path } };
  return {
    ...{ id, kind, index, source, strategy, seed, plan, output, bytes, sha256, segments },
    ...media,
    name: output.slice(0, output.length - path.extname(output).length),
    level: String(line.level ?? plan.level),
    queryId: `Q${id.slice(0, 16)}`,
    recipe: line.recipe?.name ?? (strategy.startsWith(recipeStrategy) ? recipe : null),
    steps: plan.steps.map(stepOf),
    scorable:
      kind === 'distractor'
        ? []
        : scorableSegments(segments, {
            sourceSeconds: source.durationSeconds,
            sourceFrameSeconds: 1 / source.framesPerSecond,
            variantFrameSeconds: media.durationSeconds / Math.max(1, media.frameCount),
          }),
    distance: similarity?.pdq.alignedDistance ?? null,
    matchedPercent: similarity?.pdq.matchedFramesPercent ?? null,
    audioBitError: similarity?.audio?.bitError ?? null,
    ssim: line.measures?.quality?.ssim?.all ?? null,
    reported: reportedVariant(line, ofRun, null),
  };
}

function stepOf({ name, params }: VariantLine['plan']['steps'][number]): DatasetStep {
  const transformation = findTransformation(name);
  // Plans of earlier versions may have parameters that this one reads otherwise.
  const parsed = transformation?.params.safeParse(params);
  return {
    name,
    layer: transformation?.layer ?? null,
    intensity: parsed?.success === true ? (transformation?.intensity(parsed.data) ?? null) : null,
    params,
  };
}
