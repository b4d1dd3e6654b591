import type { Filter, FilterChain, FilterGraph } from '@variegate/core-filters';

/** How a sheet is laid out, in pixels. */
export interface SheetLayout {
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly gap: number;
  /** Height of the line with the label above each row. */
  readonly labelHeight: number;
}

/** A row of a sheet. */
export interface SheetRowDescription {
  readonly label: string;
  readonly frame: FrameSize;
}

/** Size of a picture, in pixels. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const paper = '0x16181d';
const ink = '0xe8e8e8';

/**
 * The graph of a contact sheet: input `row * columns + column` shows one moment, scaled into its tile; every row has a
 * label above it.
 */
export function sheetGraph(
  rows: readonly SheetRowDescription[],
  columns: number,
  layout: SheetLayout,
): FilterGraph {
  const { tileWidth, tileHeight, gap, labelHeight } = layout;
  const rowHeight = labelHeight + tileHeight + gap;
  const width = gap + columns * (tileWidth + gap);
  const height = rows.length * rowHeight;
  const tiles = rows.flatMap(({ frame }, row) =>
    Array.from({ length: columns }, (_, column) => ({
      frame,
      input: row * columns + column,
      x: gap + column * (tileWidth + gap),
      y: row * rowHeight + labelHeight,
    })),
  );
  const canvas: FilterChain = {
    inputs: [],
    filters: [
      { name: 'color', options: { color: paper, size: `${width}x${height}`, rate: '1' } },
      { name: 'format', options: { pix_fmts: 'yuv444p' } },
      ...rows.map(({ label }, row): Filter => labelFilter(label, gap, row * rowHeight, labelHeight)),
    ],
    outputs: ['canvas0'],
  };
  return {
    scalerFlags: 'lanczos+accurate_rnd+full_chroma_int',
    chains: [
      canvas,
      ...tiles.map(({ input, frame }) => tileChain(input, frame, layout)),
      ...tiles.map(({ input, x, y }) => ({
        inputs: [`canvas${input}`, `tile${input}`],
        filters: [{ name: 'overlay', options: { x, y, format: 'yuv444' } }],
        outputs: [`canvas${input + 1}`],
      })),
      {
        inputs: [`canvas${tiles.length}`],
        filters: [{ name: 'format', options: { pix_fmts: 'rgb24' } }],
        outputs: ['sheet'],
      },
    ],
  };
}

/** Scales a picture so that it just fits a tile, and centres it there. */
function tileChain(input: number, frame: FrameSize, { tileWidth, tileHeight }: SheetLayout): FilterChain {
  const fit = Math.min(tileWidth / frame.width, tileHeight / frame.height);
  const w = Math.max(1, Math.round(frame.width * fit));
  const h = Math.max(1, Math.round(frame.height * fit));
  return {
    inputs: [`${input}:V:0`],
    filters: [
      { name: 'scale', options: { w, h } },
      { name: 'format', options: { pix_fmts: 'yuv444p' } },
      { name: 'setsar', options: { sar: '1' } },
      {
        name: 'pad',
        options: {
          ...{ width: tileWidth, height: tileHeight, color: '0x000000' },
          ...{ x: Math.floor((tileWidth - w) / 2), y: Math.floor((tileHeight - h) / 2) },
        },
      },
      { name: 'setpts', options: { expr: '0' } },
    ],
    outputs: [`tile${input}`],
  };
}

function labelFilter(label: string, x: number, y: number, height: number): Filter {
  const fontsize = Math.round(height * 0.6);
  return {
    name: 'drawtext',
    options: {
      fontfile: { file: 'font:DejaVuSans' },
      text: label,
      expansion: 'none',
      fontsize,
      fontcolor: ink,
      x: String(x),
      y: String(y + Math.round((height - fontsize) / 2)),
    },
  };
}
