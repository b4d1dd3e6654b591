import type { VideoFacts } from '../facts/media-facts.ts';
import { hasAlpha, isRgb, matrixForRgb } from '../facts/normalized-facts.ts';
import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { serializeChains } from '../graph/serialize-graph.ts';
import { lumaWeights, toYuv, type Yuv } from '../ir/colour/colour-matrix.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import { byOpacity } from './by-opacity.ts';
import { type DescribedColours, highDynamicRangeProperties, knownColours } from './known-colours.ts';
import type { Normalization } from './normalization.ts';
import { StreamBuilder } from './stream-builder.ts';

/** What has to be known of frames to make them whole. */
export type StoredFrames = Pick<
  VideoFacts,
  'width' | 'height' | 'fieldOrder' | 'pixelFormat' | 'colorRange' | DescribedColours
>;

/** Filters, and the facts of the frames that leave them. */
export interface WholeFrames<Video extends StoredFrames> {
  /** Empty where frames are whole as they are stored. */
  readonly fragments: readonly Fragment[];
  readonly video: Video;
}

/**
 * What has to happen at the size at which frames are stored: fields are woven apart, since moving edges become combs once they
 * are scaled, turned or encoded as one picture, and what is not opaque is laid over a colour.
 */
export function wholeFrames<Video extends StoredFrames>(
  video: Video,
  { deinterlace, alphaColour }: Normalization = {},
): WholeFrames<Video> {
  const { fieldOrder, width: w, height: h } = video;
  const parity = fieldOrder === 'top-first' ? 'tff' : 'bff';
  const fields: readonly Filter[] =
    fieldOrder === 'progressive' || deinterlace === 'off'
      ? []
      : [{ name: 'bwdif', options: { mode: 'send_frame', parity, deint: 'all' } }];
  if (hasAlpha(video) && alphaColour !== undefined) return laidOver(alphaColour, video, fields);
  const filters: readonly Filter[] = [
    ...fields,
    ...(hasAlpha(video) ? [{ name: 'premultiply', options: { inplace: 1 } }] : []),
  ];
  const fragments = filters.length === 0 ? [] : [[{ name: 'scale', options: { w, h } }, ...filters]];
  return { fragments, video };
}

/** Conversions of the scaler that make video of full range, or in RGB, limited luma and colour differences. */
export function toLimitedRange(video: Pick<VideoFacts, 'colorRange' | 'pixelFormat'>): Filter['options'] {
  return {
    ...(video.colorRange === 'full' ? { in_range: 'full', out_range: 'limited' } : {}),
    ...(isRgb(video) ? { out_color_matrix: scalerMatrix(matrixForRgb), out_range: 'limited' } : {}),
  };
}

/** By the samples of each plane, so that the colour is the same with every version. HDR is mapped afterwards, the colour too. */
function laidOver<Video extends StoredFrames>(
  colour: string,
  video: Video,
  fields: readonly Filter[],
): WholeFrames<Video> {
  const { width: w, height: h } = video;
  const colorSpace = isRgb(video) ? matrixForRgb : video.colorSpace;
  let labels = 0;
  const { chains, inputs, filters } = byOpacity(
    'multiply',
    'in',
    () => `a${labels++}`,
    sampled(colour, colorSpace),
  );
  return {
    fragments: [
      [
        { name: 'scale', options: { w, h, ...toLimitedRange(video) } },
        ...fields,
        { name: 'format', options: { pix_fmts: 'yuva444p' } },
      ],
      { chains: [...chains, { inputs, filters, outputs: ['out'] }] },
      ...(video.highDynamicRange ? [[highDynamicRangeProperties(video)]] : []),
    ],
    video: { ...video, pixelFormat: 'yuva444p', bitDepth: 8, colorRange: 'limited', colorSpace },
  };
}

/** A colour, `rrggbb`, as the samples of a video in limited range. */
function sampled(colour: string, colorSpace: string): Yuv {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  const [y, u, v] = toYuv([part(0), part(2), part(4)], lumaWeights(colorSpace));
  return [Math.round(y), Math.round(u), Math.round(v)];
}

/**
 * The text of the chains that make frames whole, for graphs that look at a source without rendering it, from a pad to a label;
 * `null` where frames are whole as they are stored.
 */
export function wholeFramesText(
  video: StoredFrames,
  normalization: Normalization,
  { input, output }: { readonly input: string; readonly output: string },
): string | null {
  const { fragments } = wholeFrames(video, normalization);
  if (fragments.length === 0) return null;
  const stream = new StreamBuilder(output, input);
  stream.append(knownColours(video));
  for (const fragment of fragments) stream.append(fragment);
  return serializeChains(stream.build(output), file => file);
}
