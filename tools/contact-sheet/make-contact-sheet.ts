import { mkdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { type MediaFacts, type SegmentMap, serializeGraph } from '@variegate/core-filters';
import { findFfmpeg, inputArguments, type OpenInput, openInput, runTool } from '@variegate/runner';
import { resolveFile } from '@variegate/variants/internal';
import { type FrameSize, type SheetRowDescription, sheetGraph } from './sheet-graph.ts';
import { variantTimeOf } from './variant-time.ts';

/** What a contact sheet reads of a manifest. */
export interface SheetManifest {
  readonly sources: readonly { readonly fingerprint: string; readonly facts: MediaFacts }[];
  readonly variants: readonly SheetVariant[];
  readonly run: { readonly sources: readonly { readonly path: string }[] };
}

/** One variant of a manifest. */
export interface SheetVariant {
  readonly status: string;
  readonly index: number;
  readonly source: string;
  readonly output: string;
  readonly media: FrameSize;
  readonly plan: { readonly steps: readonly unknown[] };
  readonly segments: SegmentMap;
  readonly similarity: { readonly pdq: { readonly alignedDistance: number | null } } | null;
}

/** What a contact sheet is made of. */
export interface SheetRequest {
  /** The output folder. */
  readonly folder: string;
  readonly manifest: SheetManifest;
  /** Where the PNG goes. */
  readonly sheetPath: string;
  /** Moments of the source. */
  readonly columns: number;
  /** Rows at most, the source's included. */
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

interface SheetRow extends SheetRowDescription {
  readonly path: string;
  /** Seconds, one for each column. */
  readonly times: readonly number[];
}

/** Tiles frames of the first source of a finished folder and of its variants, at the same moments of the source. */
export async function makeContactSheet(request: SheetRequest): Promise<void> {
  const { sheetPath, columns, tileWidth, tileHeight } = request;
  const rows = rowsOf(request);
  const opened = await Promise.all(rows.map(row => openInput(row.path, 'video')));
  try {
    const layout = { tileWidth, tileHeight, gap: 8, labelHeight: 28 };
    const graph = sheetGraph(rows, columns, layout);
    mkdirSync(dirname(sheetPath), { recursive: true });
    const { failure, stderrTail } = await runTool({
      program: 'ffmpeg',
      ffmpeg: await findFfmpeg(),
      arguments: [
        ...rows.flatMap(({ times }, row) => times.flatMap(time => inputAt(opened[row], time))),
        ...['-filter_complex', serializeGraph(graph, resolveFile), '-map', '[sheet]'],
        ...['-frames:v', '1', ...imageCodec(sheetPath), '-bitexact', '-f', 'image2', '-update', '1'],
        ...['-y', `file:${sheetPath}`],
      ],
      inputs: opened,
      maxFileBytes: 64 * 1024 * 1024,
      timeoutMs: 120_000,
    });
    if (failure !== null)
      throw new Error(`ffmpeg could not make the sheet: ${stderrTail}`, { cause: failure });
  } finally {
    await Promise.all(opened.map(input => input[Symbol.asyncDispose]()));
  }
}

/** JPEG or PNG, by the ending of the sheet's name. */
function imageCodec(sheetPath: string): readonly string[] {
  return extname(sheetPath) === '.jpg'
    ? ['-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj444p']
    : ['-c:v', 'png'];
}

function rowsOf({ folder, manifest, columns, rows }: SheetRequest): readonly SheetRow[] {
  const [source] = manifest.sources;
  const path = manifest.run.sources[0]?.path;
  if (source === undefined || path === undefined) throw new Error('The manifest lists no source.');
  const moments = Array.from(
    { length: columns },
    (_, column) => ((column + 0.5) / columns) * source.facts.durationSeconds,
  );
  const variants = manifest.variants
    .filter(variant => variant.status === 'succeeded' && variant.source === source.fingerprint)
    .slice(0, rows - 1)
    .map(variant => ({
      path: join(folder, variant.output),
      label: labelOf(variant),
      frame: variant.media,
      times: moments.map(moment => variantTimeOf(variant.segments, moment) ?? 0),
    }));
  return [{ path, label: 'source', frame: source.facts.video, times: moments }, ...variants];
}

function labelOf({ index, plan, similarity }: SheetVariant): string {
  const distance = similarity?.pdq.alignedDistance ?? null;
  const moved = distance === null ? '' : `, PDQ distance ${distance.toFixed(0)} of 256`;
  return `variant ${index}: ${plan.steps.length} steps${moved}`;
}

/** One moment of a file as an input; a moment at the very end is taken a little earlier, where a frame is. */
function inputAt(input: OpenInput | undefined, time: number): readonly string[] {
  if (input === undefined) throw new Error('A row has no file.');
  return [...inputArguments('video'), '-ss', Math.max(0, time - 0.05).toFixed(3), '-i', input.ffmpegUrl];
}
