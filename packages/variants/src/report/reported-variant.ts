import type { z } from 'zod';
import type { ReportedMedia, ReportedSource, ReportedVariant } from './finished-folder.ts';
import type {
  sourceOfRunSchema,
  sourceSchema,
  variantOfRunSchema,
  variantSchema,
} from './manifest-schema.ts';

type VariantLine = z.output<typeof variantSchema>;
type SourceLine = z.output<typeof sourceSchema> & {
  readonly run: z.output<typeof sourceOfRunSchema> | undefined;
};

const nothingKnown = {
  processingSeconds: null,
  renderCpuSeconds: null,
  peakMemoryBytes: null,
  attempts: 0,
  error: null,
};

/** A variant as a report shows it, from what a manifest says of it in three places. */
export function reportedVariant(
  line: VariantLine,
  source: SourceLine | null,
  run: z.output<typeof variantOfRunSchema> | null,
): ReportedVariant {
  return {
    id: line.id,
    index: line.index,
    kind: line.kind ?? 'variant',
    series: line.series ?? null,
    source: source === null ? null : reportedSource(source),
    steps: line.plan.steps,
    media: reportedMedia(line),
    run: run ?? nothingKnown,
  };
}

function reportedSource({ file, fingerprint, facts, run }: SourceLine): ReportedSource | null {
  if (fingerprint === undefined || facts === undefined) return null;
  const { startSeconds, frameRate, ...video } = facts.video;
  return {
    ...{ file, fingerprint, startSeconds, video },
    path: run?.path ?? null,
    durationSeconds: facts.durationSeconds,
    framesPerSecond: frameRate.numerator / frameRate.denominator,
  };
}

function reportedMedia(line: VariantLine): ReportedMedia | null {
  const { status, output, bytes, media, segments, similarity, measures } = line;
  if (status !== 'succeeded' || output === undefined || media === undefined) return null;
  return {
    ...media,
    output,
    bytes: bytes ?? 0,
    segments: segments ?? [],
    distance: similarity?.pdq.alignedDistance ?? null,
    matchedPercent: similarity?.pdq.matchedFramesPercent ?? null,
    audioBitError: similarity?.audio?.bitError ?? null,
    ssim: measures?.quality?.ssim?.all ?? null,
  };
}
