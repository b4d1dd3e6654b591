import { rationalToNumber } from '@variegate/core-filters';
import { type ComparisonMedium, type PictureComparison, runComparison } from './compare-pictures.ts';
import { parseQualityScores, type QualityScores } from './picture-quality-scores.ts';
import { type QualityReference, type ReferenceText, referenceText } from './reference-graph.ts';

/** The measures of quality, and the filters that make them. */
export const qualityFilters = { ssim: 'ssim', psnr: 'psnr', vmaf: 'libvmaf', xpsnr: 'xpsnr' } as const;

/** {@link QualityScores} with what they were measured against. */
export interface Quality extends QualityScores {
  /** `given`, or the source scaled to the size of the variant. */
  readonly reference: ReferenceText['kind'];
}

/**
 * Compares the picture of a variant with a reference that went through the same geometry and timing, by every
 * measure that the ffmpeg has.
 *
 * @param media Second media that the reference reads.
 * @returns `null` where nothing can serve as a reference.
 */
export async function measureQuality(
  comparison: PictureComparison,
  reference: QualityReference | null,
  media: readonly ComparisonMedium[],
): Promise<Quality | null> {
  const text = referenceText(reference, comparison.segments, comparison.variantFacts);
  if (text === null) return null;
  const filters = Object.values(qualityFilters).filter(filter => comparison.ffmpeg.filters.has(filter));
  const frameRate = rationalToNumber(comparison.variantFacts.video.frameRate);
  const stderr =
    filters.length === 0
      ? ''
      : await runComparison(comparison, qualityGraph(text, filters, frameRate, media.length + 1), media);
  return { reference: text.kind, ...parseQualityScores(stderr, comparison.ffmpeg.version) };
}

/**
 * Both pictures are split once for each measure. A filter takes the last frame of the reference that is not later
 * than the variant's; the variant is put half a frame later, so that this is the nearest one.
 */
function qualityGraph(
  { graph, variantTrim }: ReferenceText,
  filters: readonly string[],
  frameRate: number,
  variantInput: number,
): string {
  const pads = (name: string) => filters.map((_, index) => `[${name}${index}]`).join('');
  const picture = 'format=yuv420p,setsar=1';
  const halfFrame = (0.5 / frameRate).toFixed(6);
  const ends = filters.map((_, index) => (index === 0 ? '[m0]null[end]' : `[m${index}]nullsink`));
  return [
    graph,
    `[reference]${picture},setpts=PTS-STARTPTS,split=${filters.length}${pads('r')}`,
    `[${variantInput}:V:0]${variantTrim},${picture},setpts=PTS-STARTPTS+${halfFrame}/TB,split=${filters.length}${pads('v')}`,
    ...filters.map((filter, index) => `[v${index}][r${index}]${filter}=shortest=1[m${index}]`),
    ...ends,
  ].join(';');
}
