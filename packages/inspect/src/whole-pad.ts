import { type Normalization, type StoredFrames, wholeFramesText } from '@variegate/core-filters';

/**
 * What a chain over the video of an input begins with: its pad, or the chains in front that deinterlace it and lay it over a
 * colour, as the variants of such a source begin.
 *
 * @param input - number of the input, 0 or more.
 */
export function wholePad(input: number, video: StoredFrames, normalization: Normalization = {}): string {
  const [pad, label] = [`${input}:V:0`, `whole${input}`];
  const chains = wholeFramesText(video, normalization, { input: pad, output: label });
  return chains === null ? `[${pad}]` : `${chains};[${label}]`;
}
