import type { Ffmpeg } from '@variegate/runner';
import {
  type CreateVariantsBatchOptions,
  type DrawingRunOptions,
  expandInputs,
  type InputPath,
  leaveOutVariants,
  openAssets,
  openRunFolder,
  outputFolderAt,
  planBatch,
  resolveInputs,
  untilUsable,
} from '@variegate/variants';

/**
 * The inputs of a batch, as the library finds them.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when nothing is found.
 */
export async function findInputs(
  { inputs, recursive = false, distractors = [] }: CreateVariantsBatchOptions,
  { outDir, allowVariants }: DrawingRunOptions,
  ffmpeg: Ffmpeg,
): Promise<readonly InputPath[]> {
  const found = await expandInputs(inputs, { recursive, outDir });
  const others = distractors.length === 0 ? [] : await expandInputs(distractors, { recursive: true, outDir });
  const all = [...found, ...others.map((input): InputPath => ({ ...input, role: 'distractor' }))];
  return allowVariants ? all : leaveOutVariants(all, { ffmpeg });
}

/**
 * Makes sure that a batch can begin, so that a hopeless one is refused with its reason before anything is stored: an
 * input is usable, and the output folder is there, writable and free.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE} | {VARIANTS_OUTPUT_FOLDER_BUSY}
 */
export async function assertCanBegin(
  found: readonly InputPath[],
  options: DrawingRunOptions,
  ffmpeg: Ffmpeg,
): Promise<void> {
  const inputs = await resolveInputs(found, { cacheFolder: options.cacheFolder });
  const first = inputs.map(input =>
    input.kind === 'source' ? { ...input, numbers: { first: 1, last: 1 } } : input,
  );
  const { library: assets, drawn } = await openAssets({ ...options, ffmpeg });
  const drawing = { ...options.drawing, assets: drawn };
  const planned = planBatch(first, { ...options, drawing, ffmpeg, assets });
  await untilUsable(planned);
  await planned.return(undefined);
  await using _ = await openRunFolder(outputFolderAt(options.outDir));
}
