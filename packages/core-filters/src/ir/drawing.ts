import { colourWithOpacity } from '../graph/colour-text.ts';
import type { Filter } from '../graph/filter-graph.ts';
import type { Box, Size } from './geometry.ts';
import type { PictureOp } from './picture-op.ts';

/** A line of text and where its box begins, as expressions over ffmpeg's `w`, `h`, `text_w` and `text_h`. */
export interface TextLine {
  readonly text: string;
  /** Pixels. */
  readonly fontsize: number;
  readonly x: string;
  readonly y: string;
}

/** Filled rectangles of one colour. */
export function drawnBoxes(boxes: readonly Box[], colour: string, opacity: number): PictureOp {
  const color = colourWithOpacity(colour, opacity);
  const drawn = boxes.map(box => ({ name: 'drawbox', options: { ...box, color, t: 'fill' } }));
  return {
    kind: 'drawing',
    plain: opacity === 1 ? drawn : withFullChroma(drawn),
    layers: [{ colour, opacity, draw: boxes.map(box => onStaticLayer({ ...box, t: 'fill' })) }],
  };
}

/**
 * `drawbox` mixes a translucent colour into a sample of the colour planes once for each pixel that it belongs to, four
 * times in a 4:2:0 picture, so that it comes out nearly opaque there.
 */
function withFullChroma(filters: readonly Filter[]): readonly Filter[] {
  return [
    { name: 'format', options: { pix_fmts: 'yuv444p' } },
    ...filters,
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
  ];
}

/** The edge of the picture in one colour. */
export function drawnFrame({ width, height }: Size, thickness: number, colour: string): PictureOp {
  const frame = { x: 0, y: 0, w: width, h: height, thickness };
  return {
    kind: 'drawing',
    plain: [{ name: 'drawbox', options: { ...frame, color: colourWithOpacity(colour, 1) } }],
    layers: [{ colour, opacity: 1, draw: [onStaticLayer(frame)] }],
  };
}

/** A box that replaces what is on the static layer, transparency included. */
function onStaticLayer(options: Readonly<Record<string, string | number>>): Filter {
  return { name: 'drawbox', options: { ...options, color: '0xffffffff', replace: 1 } };
}

/** Lines of text in one colour. */
export function drawnText(lines: readonly TextLine[], colour: string): PictureOp {
  return {
    kind: 'drawing',
    plain: lines.map(line => drawText(line, { fontcolor: `0x${colour}` })),
    layers: [{ colour, opacity: 1, draw: lines.map(line => drawText(line, white)) }],
  };
}

/** Text with a black shadow to the lower right. */
export function drawnTextWithShadow(line: TextLine, colour: string, offset: number): PictureOp {
  const shadow = { ...line, x: `${line.x}+${offset}`, y: `${line.y}+${offset}` };
  return {
    kind: 'drawing',
    plain: [
      drawText(line, { fontcolor: `0x${colour}`, shadowcolor: '0x000000', shadowx: offset, shadowy: offset }),
    ],
    layers: [
      { colour: '000000', opacity: 1, draw: [drawText(shadow, white)] },
      { colour, opacity: 1, draw: [drawText(line, white)] },
    ],
  };
}

/** Text on a black, half transparent box. */
export function drawnTextInBox(line: TextLine, colour: string, border: number): PictureOp {
  const opacity = 0.5;
  const box = { box: 1, boxborderw: border };
  const boxcolor = colourWithOpacity('000000', opacity);
  return {
    kind: 'drawing',
    plain: [drawText(line, { fontcolor: `0x${colour}`, ...box, boxcolor })],
    layers: [
      { colour: '000000', opacity, draw: [drawText(line, { ...white, ...box, boxcolor: '0xffffff' })] },
      { colour, opacity: 1, draw: [drawText(line, white)] },
    ],
  };
}

const white = { fontcolor: '0xffffff' };

function drawText({ text, fontsize, x, y }: TextLine, options: Filter['options']): Filter {
  const fontfile = { file: 'font:DejaVuSans' };
  // Without `expansion=none`, `%{...}` in the text would be evaluated.
  return { name: 'drawtext', options: { fontfile, text, expansion: 'none', fontsize, x, y, ...options } };
}
