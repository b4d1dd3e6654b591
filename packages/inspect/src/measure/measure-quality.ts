import { rationalToNumber } from '@variegate/core-filters';
import { type QualityReference, type ReferenceText, referenceText } from './reference-graph.ts';
import {
  type ComparisonMedium,
  reportOf,
  runComparison,
  sourcePad,
  type VideoComparison,
  variantPad,
} from './run-comparison.ts';

/** The measures of quality, and the filters that make them. */
export const qualityFilters = { ssim: 'ssim', psnr: 'psnr', vmaf: 'libvmaf', xpsnr: 'xpsnr' } as const;

/** {@link QualityScores} with what they were measured against. */
export interface Quality extends QualityScores {
  /** `given`, or the source scaled to the size of the variant. */
  readonly reference: ReferenceText['kind'];
}

/**
 * Compares the video of a variant with a reference that went through the same geometry and timing, by every
 * measure that the ffmpeg has.
 *
 * @param media Assets that the reference reads.
 * @returns `null` where nothing can serve as a reference.
 */
export async function measureQuality(
  comparison: VideoComparison,
  reference: QualityReference | null,
  media: readonly ComparisonMedium[],
): Promise<Quality | null> {
  const { segments, variantFacts } = comparison;
  const text = referenceText(reference, segments, variantFacts, sourcePad(comparison));
  if (text === null) return null;
  const filters = Object.values(qualityFilters).filter(filter => comparison.ffmpeg.filters.has(filter));
  const frameRate = rationalToNumber(variantFacts.video.frameRate);
  const graph = () => qualityGraph(text, filters, frameRate, variantPad(comparison, media.length + 1));
  const sourceArguments = reference?.inputs[0]?.inputArguments;
  const stderr = filters.length === 0 ? '' : await runComparison(comparison, graph(), media, sourceArguments);
  return { reference: text.kind, ...parseQualityScores(stderr, comparison.ffmpeg.version) };
}

/**
 * Both pictures are split once for each measure. A filter takes the last frame of the reference that is not later
 * than the variant's; the variant is put half a frame later, so that this is the nearest one.
 *
 * @param variant What a chain over the variant begins with.
 */
export function qualityGraph(
  { graph, variantTrim }: ReferenceText,
  filters: readonly string[],
  frameRate: number,
  variant: string,
): string {
  const pads = (name: string) => filters.map((_, index) => `[${name}${index}]`).join('');
  const picture = 'format=yuv420p,setsar=1';
  const halfFrame = (0.5 / frameRate).toFixed(6);
  const ends = filters.map((_, index) => (index === 0 ? '[m0]null[end]' : `[m${index}]nullsink`));
  return [
    graph,
    `[reference]${picture},setpts=PTS-STARTPTS,split=${filters.length}${pads('r')}`,
    `${variant}${variantTrim},${picture},setpts=PTS-STARTPTS+${halfFrame}/TB,split=${filters.length}${pads('v')}`,
    ...filters.map((filter, index) => `[v${index}][r${index}]${filter}=shortest=1[m${index}]`),
    ...ends,
  ].join(';');
}

/** How close the video of a variant is to its reference. A decibel value of `null` stands for identical pictures. */
export interface QualityScores {
  /** Structural similarity, 1 for identical pictures. @see https://doi.org/10.1109/TIP.2003.819861 */
  readonly ssim: { readonly version: string; readonly all: number; readonly y: number } | null;
  /** Peak signal-to-noise ratio in dB. */
  readonly psnr: {
    readonly version: string;
    readonly average: number | null;
    readonly y: number | null;
  } | null;
  /** 0..100, where ffmpeg has libvmaf. @see https://github.com/Netflix/vmaf */
  readonly vmaf: { readonly version: string; readonly score: number } | null;
  /** Extended perceptually weighted PSNR in dB, where ffmpeg has it. @see https://github.com/fraunhoferhhi/xpsnr */
  readonly xpsnr: {
    readonly version: string;
    readonly y: number | null;
    readonly minimum: number | null;
  } | null;
}

/** Reads the summaries that ffmpeg's filters print when they end. Pure. */
export function parseQualityScores(stderr: string, ffmpegVersion: string): QualityScores {
  const version = (filter: string) => `${filter}, ffmpeg ${ffmpegVersion}`;
  const ssim = reportOf('ssim', stderr, /SSIM Y:([\d.]+).* All:([\d.]+)/);
  const psnr = reportOf('psnr', stderr, /PSNR y:(\S+) .*average:(\S+)/);
  const vmaf = reportOf('libvmaf', stderr, /VMAF score: ([\d.]+)/);
  const xpsnr = reportOf('xpsnr', stderr, /XPSNR\s+y: (\S+)\s.*\(minimum: ([^\s)]+)\)/);
  return {
    ssim: ssim && { version: version('ssim'), all: Number(ssim[2]), y: Number(ssim[1]) },
    psnr: psnr && { version: version('psnr'), average: decibels(psnr[2]), y: decibels(psnr[1]) },
    vmaf: vmaf && { version: version('libvmaf'), score: Number(vmaf[1]) },
    xpsnr: xpsnr && { version: version('xpsnr'), y: decibels(xpsnr[1]), minimum: decibels(xpsnr[2]) },
  };
}

/** JSON has no infinity. */
function decibels(text: string | undefined): number | null {
  const value = Number(text);
  return text === 'inf' || !Number.isFinite(value) ? null : value;
}
