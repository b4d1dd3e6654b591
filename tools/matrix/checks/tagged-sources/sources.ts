import type { ClipRecipe } from '../../media/find-clips.ts';

/** How the samples of a source are meant, by ffmpeg's names; what is absent, the source does not say. */
export interface Tags {
  readonly range?: 'tv' | 'pc';
  readonly matrix?: string;
  readonly primaries?: string;
  readonly transfer?: string;
}

/** A source whose whole picture has one colour. */
export interface TaggedSource extends ClipRecipe {
  readonly tags: Tags;
  readonly isHighDynamicRange: boolean;
}

const bt709 = { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709' } as const;
const bt601 = { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m' } as const;
const bt2020 = { matrix: 'bt2020nc', primaries: 'bt2020' } as const;

/** Sources of every kind of colour that videos come in. */
export const taggedSources: readonly TaggedSource[] = [
  source('unknown', {}),
  source('bt709', { range: 'tv', ...bt709 }),
  source('bt709-full', { range: 'pc', ...bt709 }),
  source('bt601', { range: 'tv', ...bt601 }),
  source('bt601-full', { range: 'pc', ...bt601 }),
  source('bt2020', { range: 'tv', ...bt2020, transfer: 'bt2020-10' }),
  source('pq', { range: 'tv', ...bt2020, transfer: 'smpte2084' }),
  source('hlg', { range: 'tv', ...bt2020, transfer: 'arib-std-b67' }),
];

/** What variants of a source have to say; of what the source does not say, nothing is known. */
export function normalizedTags({ tags, isHighDynamicRange }: TaggedSource): Tags {
  const range = tags.range === undefined ? {} : { range: 'tv' as const };
  return { ...tags, ...range, ...(isHighDynamicRange ? bt709 : {}) };
}

function source(name: string, tags: Tags): TaggedSource {
  const isHighDynamicRange = tags.transfer === 'smpte2084' || tags.transfer === 'arib-std-b67';
  // Samples of ten bits are four times those of eight.
  const [format, scale] = isHighDynamicRange ? ['yuv420p10le', 4] : ['yuv420p', 1];
  const colour = `geq=lum=${110 * scale}:cb=${112 * scale}:cr=${140 * scale}`;
  const params = [
    ...(tags.range === undefined ? [] : [`range=${tags.range}`]),
    ...(tags.matrix === undefined ? [] : [`colorspace=${tags.matrix}`]),
    ...(tags.primaries === undefined ? [] : [`color_primaries=${tags.primaries}`]),
    ...(tags.transfer === undefined ? [] : [`color_trc=${tags.transfer}`]),
  ];
  const stated = params.length === 0 ? '' : `,setparams=${params.join(':')}`;
  const video = `nullsrc=size=192x144:rate=25,format=${format},${colour}${stated}`;
  const options = Object.entries({
    '-color_range': tags.range,
    '-colorspace': tags.matrix,
    '-color_primaries': tags.primaries,
    '-color_trc': tags.transfer,
  }).flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
  const inputs = ['-f', 'lavfi', '-i', video, '-f', 'lavfi', '-i', 'sine=sample_rate=48000'];
  const output = ['-t', '1', '-c:v', 'ffv1', ...options, '-c:a', 'pcm_s16le'];
  return { name, args: [...inputs, ...output], container: 'mkv', tags, isHighDynamicRange };
}
