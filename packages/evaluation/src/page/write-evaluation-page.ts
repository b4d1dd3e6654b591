import { access } from 'node:fs/promises';
import path from 'node:path';
import { untilAborted } from '@variegate/ground';
import { findFfmpeg, writeFileAtomically } from '@variegate/runner';
import { type FramePair, outputFolderAt, takePairs } from '@variegate/variants/internal';
import type { Dataset, DatasetVariant } from '../dataset/dataset.ts';
import { readDataset } from '../dataset/read-dataset.ts';
import { OptionInvalidError } from '../errors.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';

/** Options of {@link writeEvaluationPage}. */
export interface WriteEvaluationPageOptions {
  /** The page to write, ending in `.html`; its folder must exist. */
  readonly out: string;
  /** The folder that was evaluated. @default none: the page has no pictures and no links */
  readonly dir?: string | undefined;
  /** Missed variants, the hardest, that are shown with frames, 0..100. @default 12 */
  readonly pictured?: number | undefined;
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  readonly ffmpegPath?: string | undefined;
  /** Folder in which digests of sources are kept from run to run. @default the user's folder for caches */
  readonly cacheFolder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const mostPictured = 100;

/**
 * Writes an evaluation as one page: what the detector finds, what breaks it, and the hardest misses with pictures. The page has
 * no script and loads nothing; it leads into the folder's report where there is one.
 *
 * @returns the absolute path of the page.
 * @throws {EVALUATION_OPTION_INVALID} when `out` is no `.html` file, or `pictured` is outside its range.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg for the pictures.
 * @throws {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE} when the page cannot be written.
 */
export function writeEvaluationPage(
  evaluation: Evaluation,
  options: WriteEvaluationPageOptions,
): Promise<string> {
  return untilAborted(options.signal, () => write(evaluation, options));
}

async function write(evaluation: Evaluation, options: WriteEvaluationPageOptions): Promise<string> {
  const { dir, pictured = 12 } = options;
  const target = path.resolve(options.out);
  // Anything else could be a medium, and a page replaces an existing file.
  if (path.extname(target).toLowerCase() !== '.html')
    throw new OptionInvalidError('html', 'a file name that ends in .html', options.out);
  if (!Number.isInteger(pictured) || pictured < 0 || pictured > mostPictured)
    throw new OptionInvalidError('pictured', `a whole number from 0 to ${mostPictured}`, pictured);
  const dataset = dir === undefined ? null : await readDataset(dir);
  const variants = new Map(dataset?.variants.map(variant => [variant.name, variant]));
  const chosen = evaluation.missed.hardest
    .slice(0, pictured)
    .flatMap(({ queryId }) => variants.get(queryId) ?? []);
  const pictures = dataset === null ? new Map() : await takePictures(dataset, chosen, options);
  const report = dataset === null ? null : await reportAddress(dataset.dir, target);
  // Loaded here: what draws the plots is larger than everything else together.
  const { evaluationPage } = await import('./evaluation-page.ts');
  await writeFileAtomically(target, evaluationPage(evaluation, { variants, pictures, report }));
  return target;
}

async function takePictures(
  { dir, normalization }: Dataset,
  chosen: readonly DatasetVariant[],
  { ffmpegPath, cacheFolder, signal }: WriteEvaluationPageOptions,
): Promise<ReadonlyMap<string, readonly FramePair[]>> {
  if (chosen.length === 0) return new Map();
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, cacheFolder, signal });
  const taking = { folder: outputFolderAt(dir), ffmpeg, normalization, cacheFolder, signal };
  const pairs = await takePairs(
    chosen.map(({ reported }) => reported),
    taking,
  );
  return new Map(chosen.map(({ id }, index) => [id, pairs[index] ?? []]));
}

/** Where the folder's report is, as seen from the page; `null` where there is none. */
async function reportAddress(dir: string, page: string): Promise<string | null> {
  const report = path.join(dir, 'report.html');
  const exists = await access(report).then(
    () => true,
    () => false,
  );
  if (!exists) return null;
  const relative = path.relative(path.dirname(page), report).split(path.sep);
  return relative.map(part => (part === '..' ? part : encodeURIComponent(part))).join('/');
}
