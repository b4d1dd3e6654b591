import { assetVideo } from '../assets/asset-pads.ts';
import { countedTimes, type FrameCount } from '../graph/counted-times.ts';
import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { scalerMatrix } from './colour/scaler-matrix.ts';
import type { Box, Size } from './geometry.ts';

/** A still picture at its place over the picture, whose frames it has. */
export interface PlacedImage extends FrameCount {
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
}

/** Chains that lay an image over `in`. One frame is enough: ffmpeg repeats it. */
export function imageOverlay(image: PlacedImage): Fragment {
  const { place } = image;
  const overlay = { name: 'overlay', options: { x: place.x, y: place.y, format: 'yuv420' } };
  return {
    chains: [
      imageLayer(image, 'yuva420p', 'image'),
      { inputs: ['in', 'image'], filters: [overlay, ...countedTimes(image)], outputs: ['out'] },
    ],
  };
}

/** The chain that makes the one frame of an image as it is laid over the picture. */
export function imageLayer(
  { sha256, part, place, opacity, hole, colorSpace }: PlacedImage,
  pixelFormat: string,
  output: string,
): FilterChain {
  const filters: Filter[] = [
    // A file may hold several pictures; only its first one is the image.
    { name: 'trim', options: { end_frame: 1 } },
    { name: 'format', options: { pix_fmts: 'rgba' } },
    { name: 'crop', options: { ...part, exact: 1 } },
    {
      name: 'scale',
      options: { w: place.w, h: place.h, out_color_matrix: scalerMatrix(colorSpace), out_range: 'limited' },
    },
    { name: 'format', options: { pix_fmts: pixelFormat } },
    workingProperties,
  ];
  if (hole !== null) {
    const at = { x: hole.x - place.x, y: hole.y - place.y, w: hole.w, h: hole.h };
    filters.push({ name: 'drawbox', options: { ...at, color: '0x00000000', t: 'fill', replace: 1 } });
  }
  if (opacity < 1) filters.push({ name: 'lutyuv', options: { a: `val*${opacity}` } });
  return { inputs: [assetVideo({ sha256 })], filters, outputs: [output] };
}

/** The largest part in the middle of a picture that has the shape of a target, in whole pixels. */
export function coveringPart(picture: Size, target: Size): Box {
  const w = Math.min(picture.width, Math.max(1, Math.round((picture.height * target.width) / target.height)));
  const h = Math.min(picture.height, Math.max(1, Math.round((picture.width * target.height) / target.width)));
  return { x: Math.floor((picture.width - w) / 2), y: Math.floor((picture.height - h) / 2), w, h };
}
