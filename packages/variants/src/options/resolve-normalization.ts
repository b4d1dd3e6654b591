import type { Normalization } from '@variegate/core-filters';
import { encodingOptions } from './encoding-options.ts';
import type { CompleteValuesOf } from './option.ts';

/** The options that say how sources are normalised, each checked separately. */
type NormalizationOptions = Pick<CompleteValuesOf<typeof encodingOptions>, 'deinterlace' | 'alphaColour'>;

/** What the options change; absent where everything is as usual, so that the ids of such variants stay as they were. */
export function resolveNormalization({ deinterlace, alphaColour }: NormalizationOptions): {
  readonly normalization?: Normalization;
} {
  const colour = alphaColour.replace('#', '').toLowerCase();
  const normalization: Normalization = {
    ...(deinterlace === 'off' ? { deinterlace } : {}),
    ...(colour === encodingOptions.alphaColour.default ? {} : { alphaColour: colour }),
  };
  return Object.keys(normalization).length === 0 ? {} : { normalization };
}
