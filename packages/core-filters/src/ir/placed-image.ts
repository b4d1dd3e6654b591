import { assetPicture } from '../assets/asset-pads.ts';
import type { Rational } from '../facts/rational.ts';
import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import { countedTimes } from '../timeline/counted-times.ts';
import { scalerMatrix } from './colour/scaler-matrix.ts';
import type { Box } from './drawing.ts';

/** A still picture at its place over the picture. */
export interface PlacedImage {
  /** SHA-256 of the asset. */
  readonly sha256: string;
  /** What is shown of the image, in its own pixels. */
  readonly part: Box;
  /** Where that is shown, in pixels of the picture. */
  readonly place: Box;
  /** 0 (nothing is seen) to 1 (as the image itself is). */
  readonly opacity: number;
  /** A rectangle of the place, in pixels of the picture, in which nothing of the image is seen; `null`: none. */
  readonly hole: Box | null;
  /** Colour space of the picture, by ffmpeg's name. */
  readonly colorSpace: string;
  /** Of the picture. */
  readonly frameRate: Rational;
}

/** Chains that lay an image over `in`. One frame is enough: ffmpeg repeats it. */
export function imageOverlay(image: PlacedImage): Fragment {
  const { place } = image;
  const overlay = { name: 'overlay', options: { x: place.x, y: place.y, format: 'yuv420' } };
  return {
    chains: [
      imageSheet(image, 'yuva420p', 'image'),
      { inputs: ['in', 'image'], filters: [overlay, ...countedTimes(image.frameRate)], outputs: ['out'] },
    ],
  };
}

/** The chain that makes the one frame of an image as it is laid over the picture. */
export function imageSheet(
  { sha256, part, place, opacity, hole, colorSpace }: PlacedImage,
  pixelFormat: string,
  output: string,
): FilterChain {
  const matrix = scalerMatrix(colorSpace);
  const filters: Filter[] = [
    // A file may hold several pictures; only its first one is the image.
    { name: 'trim', options: { end_frame: 1 } },
    { name: 'format', options: { pix_fmts: 'rgba' } },
    { name: 'crop', options: { ...part, exact: 1 } },
    {
      name: 'scale',
      options: { w: place.w, h: place.h, ...(matrix === null ? {} : { out_color_matrix: matrix }) },
    },
    { name: 'format', options: { pix_fmts: pixelFormat } },
  ];
  if (hole !== null) {
    const at = { x: hole.x - place.x, y: hole.y - place.y, w: hole.w, h: hole.h };
    filters.push({ name: 'drawbox', options: { ...at, color: '0x00000000', t: 'fill', replace: 1 } });
  }
  if (opacity < 1) filters.push({ name: 'lutyuv', options: { a: `val*${opacity}` } });
  return { inputs: [assetPicture({ sha256 })], filters, outputs: [output] };
}
