import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { builtInCatalogue, type Catalogue, type Layer } from '@variegate/core-filters';
import { untilAborted } from '@variegate/ground';
import { type Ffmpeg, findFfmpeg, makeFolder, storageFailure, writeFileAtomically } from '@variegate/runner';
import pMap from 'p-map';
import type { Progress } from '../events/total-progress.ts';
import type { LeftOutVariants } from '../events/variegate-event.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import { createVariants } from '../library/create-variants.ts';
import type { ReportedMedia, ReportedVariant } from '../report/finished-folder.ts';
import { readFinishedFolder } from '../report/read-finished-folder.ts';
import { parameterWords } from '../report/words/parameter-words.ts';
import { makeBaseClip } from './base-clip.ts';
import type { Gallery, Picture, PicturedTransformation } from './gallery.ts';
import { galleryMarkdown } from './gallery-markdown.ts';
import { galleryPage } from './gallery-page.ts';
import { type PicturedFile, takePicture } from './take-picture.ts';

/** What pictures of a catalogue are made of. */
export interface CatalogueImagesOptions {
  /** Folder that pages and pictures are written to; created if missing. */
  readonly dir: string;
  /** The video that they are taken from. @default a generated clip */
  readonly input?: string | undefined;
  /** Transformations or layers to show. @default all */
  readonly only?: readonly string[] | undefined;
  /** @default the built-in catalogue */
  readonly catalogue?: Catalogue | undefined;
  /** @default VARIEGATE_FFMPEG, else the one on the PATH */
  readonly ffmpegPath?: string | undefined;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Pages and pictures that were written. */
export interface CatalogueImages extends Gallery {
  /** Absolute path of the page. */
  readonly page: string;
}

/**
 * Writes a small picture of every transformation at three intensities, with what was measured on the finished variants, and
 * two pages that show them: `index.html` and `README.md`.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when the video is missing, not a video, or beyond a limit.
 * @throws {VARIANTS_OPTION_INVALID} when `only` names something that is neither a transformation nor a layer.
 * @throws {RUNNER_FFMPEG_MISSING} | {RUNNER_OUTPUT_UNWRITABLE} | {RUNNER_NO_SPACE}
 */
export function writeCatalogueImages(options: CatalogueImagesOptions): Promise<CatalogueImages> {
  return untilAborted(options.signal, () => write(options));
}

async function write(options: CatalogueImagesOptions): Promise<CatalogueImages> {
  const { ffmpegPath, signal } = options;
  const dir = path.resolve(options.dir);
  const ffmpeg = await findFfmpeg({ path: ffmpegPath, signal });
  await makeFolder(dir).catch((error: unknown) => {
    throw storageFailure(error, dir);
  });
  const scratch = await mkdtemp(path.join(tmpdir(), 'variegate-catalogue-'));
  try {
    const input = options.input ?? path.join(scratch, 'clip.mp4');
    if (options.input === undefined) await makeBaseClip(ffmpeg, input, signal);
    const source = options.input === undefined ? 'a generated clip' : path.basename(input);
    const outDir = path.join(scratch, 'variants');
    const gallery = { source, ...(await makePictures({ ...options, dir, input }, ffmpeg, outDir)) };
    const page = path.join(dir, 'index.html');
    await writeFileAtomically(page, galleryPage(gallery));
    await writeFileAtomically(path.join(dir, 'README.md'), galleryMarkdown(gallery));
    return { ...gallery, page };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function makePictures(
  options: CatalogueImagesOptions & { readonly input: string },
  ffmpeg: Ffmpeg,
  outDir: string,
): Promise<Omit<Gallery, 'source'>> {
  const { dir, input, catalogue = builtInCatalogue, ffmpegPath, onProgress, signal } = options;
  const all = catalogue.transformations;
  // By name, so that what strategies leave out is shown too.
  const names = all.map(({ name }) => name);
  const only = options.only === undefined || options.only.length === 0 ? names : options.only;
  let leftOut: LeftOutVariants['transformations'] = [];
  await createVariants({
    ...{ input, outDir, strategy: 'single', only, allowVariants: true, preset: 'ultrafast' },
    ...(catalogue === builtInCatalogue ? {} : { catalogue }),
    ...(ffmpegPath === undefined ? {} : { ffmpegPath }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    onEvent(event) {
      if (event.type === 'variants-left-out') leftOut = event.transformations;
    },
  });
  const { variants } = await readFinishedFolder(outputFolderAt(outDir));
  const bySeries = Map.groupBy(variants, ({ series }) => series ?? '');
  const lacking = new Map(leftOut.map(({ name, reason }) => [name, reason]));
  const keep = async (file: PicturedFile, layer: Layer, name: string): Promise<string | null> => {
    const picture = await takePicture(file, layer, { ffmpeg, signal });
    if (picture !== null) await writeFileAtomically(path.join(dir, name), picture);
    return picture === null ? null : name;
  };
  const picture = async (variant: ReportedVariant, media: ReportedMedia, layer: Layer): Promise<Picture> => {
    const [step] = variant.steps;
    const name = `${variant.series}-${variant.index}.jpg`;
    return {
      file: await keep({ ...media, path: path.join(outDir, media.output) }, layer, name),
      intensity: catalogue.find(step?.name ?? '')?.intensity(step?.params ?? {}) ?? 0,
      ...{ distance: media.distance, audioBitError: media.audioBitError },
      params: step === undefined ? [] : parameterWords(step),
    };
  };
  const shown = all.filter(({ name }) => bySeries.has(name) || lacking.has(name));
  const transformations = await pMap(
    shown,
    async ({ name, layer, summary }): Promise<PicturedTransformation> => {
      const made = (bySeries.get(name) ?? []).flatMap(one =>
        one.media === null ? [] : [[one, one.media] as const],
      );
      const failed = bySeries.get(name)?.find(({ run }) => run.error !== null)?.run.error?.message;
      const pictures: Picture[] = [];
      for (const [variant, media] of made) pictures.push(await picture(variant, media, layer));
      return { name, layer, summary, pictures, lacking: failed ?? lacking.get(name) ?? null };
    },
    { concurrency: availableParallelism() },
  );
  const durationSeconds = variants.find(({ source }) => source !== null)?.source?.durationSeconds ?? 1;
  const whole = { variantStart: 0, variantEnd: durationSeconds, sourceStart: 0, sourceEnd: durationSeconds };
  const source = { path: input, durationSeconds, segments: [{ ...whole, direction: 1 as const }] };
  return {
    sources: {
      seen: await keep(source, 'geometry', 'source.jpg'),
      time: await keep(source, 'time', 'source-time.jpg'),
      audio: await keep(source, 'audio', 'source-audio.jpg'),
    },
    transformations,
  };
}
