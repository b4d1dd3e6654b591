import path from 'node:path';
import { untilAborted } from '@variegate/ground';
import { findFfmpeg, writeFileAtomically } from '@variegate/runner';
import { OptionInvalidError } from '../errors.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { FinishedFolder } from './finished-folder.ts';
import { type FramePair, type TakePairsOptions, takePairs } from './frames/take-pairs.ts';
import { readFinishedFolder } from './read-finished-folder.ts';
import type { WriteReportOptions, WrittenReport } from './report-options.ts';

const mostPictured = 500;

/**
 * Writes one self-contained page about a finished output folder: source and variants side by side, what was done to each
 * in words, quality and similarity, time and memory, and what failed and why. The page has no script and loads nothing.
 *
 * @throws {VARIANTS_OPTION_INVALID} when `out` is no `.html` file, or `pictured` is outside its range.
 * @throws {VARIANTS_REPORT_IMPOSSIBLE} when the folder has no manifest that this version has written.
 * @throws {RUNNER_FFMPEG_MISSING} when there is no ffmpeg.
 * @throws {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE} when the page cannot be written.
 */
export function writeReport(options: WriteReportOptions): Promise<WrittenReport> {
  return untilAborted(options.signal, () => write(options));
}

async function write(options: WriteReportOptions): Promise<WrittenReport> {
  const { pictured = 48, ffmpegPath, cacheFolder, signal } = options;
  const folder = outputFolderAt(options.dir);
  const target = path.resolve(options.out ?? path.join(folder.path, 'report.html'));
  assertPage(options.out, target);
  assertPictured(pictured);
  const finished = await readFinishedFolder(folder);
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, cacheFolder, signal });

  const { normalization } = finished.options.settings;
  const taking = { folder, ffmpeg, normalization, cacheFolder, signal };
  const pictures = await takePictures(finished, pictured, taking);
  // Loaded here: what draws the plots is larger than everything else together.
  const { reportPage } = await import('./page/page.ts');
  const page = Buffer.from(reportPage(finished, pictures));
  await writeFileAtomically(target, page);
  return {
    path: target,
    bytes: page.length,
    listed: finished.variants.length,
    omitted: finished.omitted,
    pictured: pictures.size,
  };
}

/** Anything else could be a medium, and a report replaces an existing file. */
function assertPage(given: string | undefined, target: string): void {
  if (path.extname(target).toLowerCase() === '.html') return;
  throw new OptionInvalidError('out', 'a file name that ends in .html', given);
}

function assertPictured(pictured: number): void {
  if (Number.isInteger(pictured) && pictured >= 0 && pictured <= mostPictured) return;
  throw new OptionInvalidError('pictured', `a whole number from 0 to ${mostPictured}`, pictured);
}

async function takePictures(
  { variants }: FinishedFolder,
  count: number,
  options: TakePairsOptions,
): Promise<ReadonlyMap<string, readonly FramePair[]>> {
  const chosen = variants.filter(({ media }) => media !== null).slice(0, count);
  const pairs = await takePairs(chosen, options);
  return new Map(chosen.map(({ id }, index) => [id, pairs[index] ?? []]));
}
