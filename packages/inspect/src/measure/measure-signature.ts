import { reportOf, runComparison, sourcePad, type VideoComparison, variantPad } from './run-comparison.ts';

/** What the MPEG-7 video signature (ISO/IEC 15938-3) finds of the source in the variant. */
export interface SignatureMatch {
  readonly version: string;
  /** Whether a stretch of the variant matches a stretch of the source. */
  readonly matches: boolean;
  /** Whether the match covers all of the shorter one. */
  readonly wholeVideo: boolean;
  /** Length of the match, in frames; 0 without one. */
  readonly matchingFrames: number;
  /** Where the match begins in the source, in seconds; `null` without one. */
  readonly sourceStart: number | null;
  /** Where it begins in the variant, in seconds. */
  readonly variantStart: number | null;
  /** By the names of the filter's options. */
  readonly thresholds: typeof signatureThresholds;
}

/** Names and defaults of ffmpeg's filter: distance of one word, of all words, of frames, shortest match, share of good frames. */
const signatureThresholds = { th_d: 9000, th_dc: 60000, th_xh: 116, th_di: 0, th_it: 0.5 } as const;

const options = Object.entries(signatureThresholds).map(([name, value]) => `${name}=${value}`);

// Luma does not depend on the matrix, and newer versions refuse to bring one that the scaler does not have to this filter.
const withoutMatrix = 'setparams=colorspace=unknown';

/**
 * What compares the signatures of the two first inputs.
 *
 * @param source What a chain over the source begins with.
 * @param variant The same of the variant.
 */
export function signatureGraph(source: string, variant: string): string {
  const compare = `signature=${['nb_inputs=2', 'detectmode=full', ...options].join(':')}`;
  return `${source}${withoutMatrix}[source];${variant}${withoutMatrix}[variant];[source][variant]${compare}[end]`;
}

/** Compares the MPEG-7 signatures of source and variant, side by side. */
export async function measureSignature(comparison: VideoComparison): Promise<SignatureMatch> {
  const graph = signatureGraph(sourcePad(comparison), variantPad(comparison, 1));
  const stderr = await runComparison(comparison, graph);
  return parseSignatureMatch(stderr, comparison.ffmpeg.version);
}

/** Reads what the filter prints when it ends. Pure. */
export function parseSignatureMatch(stderr: string, ffmpegVersion: string): SignatureMatch {
  const match = reportOf(
    'signature',
    stderr,
    /matching of video 0 at ([\d.]+) and 1 at ([\d.]+), (\d+) frames matching/,
  );
  return {
    version: `signature, ffmpeg ${ffmpegVersion}`,
    matches: match !== null,
    wholeVideo: reportOf('signature', stderr, /whole video matching/) !== null,
    matchingFrames: Number(match?.[3] ?? 0),
    sourceStart: match === null ? null : Number(match[1]),
    variantStart: match === null ? null : Number(match[2]),
    thresholds: signatureThresholds,
  };
}
