import { rationalToNumber, type SegmentMap, scorableSegments, single } from '@variegate/core-filters';
import { writeFileAtomically } from '@variegate/runner';
import type { PlannedSource } from '../job/variant-job.ts';
import type { SucceededRecord } from '../records/variant-record.ts';
import { groundTruthHeader, groundTruthRows } from './ground-truth.ts';
import { type ManifestParts, manifestText, records } from './manifest.ts';

/**
 * Folds the records of a run into `manifest.json`, `ground_truth.csv` and `ground_truth_scorable.csv`, in the order of sources
 * and numbers. Each file is written whole or stays as it was. Only the holder of the folder's lock may call this.
 */
export async function writeResults(parts: ManifestParts): Promise<void> {
  const { folder, options } = parts;
  const whole: TruthText = { mapOf: ({ segments }) => segments, isSingle: options.strategy === single.name };
  await writeFileAtomically(folder.groundTruthPath, groundTruthText(parts, whole));
  const scorable: TruthText = { mapOf: scorableMap, isSingle: false };
  await writeFileAtomically(folder.scorableTruthPath, groundTruthText(parts, scorable));
  await writeFileAtomically(folder.manifestPath, manifestText(parts));
}

/** What a file of the ground truth has. */
interface TruthText {
  /** The segments of its rows. */
  readonly mapOf: (record: SucceededRecord, source: PlannedSource) => SegmentMap;
  /** Whether rows say what was done, in a set of single transformations. */
  readonly isSingle: boolean;
}

async function* groundTruthText(
  { folder, entries }: ManifestParts,
  { mapOf, isSingle }: TruthText,
): AsyncGenerator<string> {
  yield groundTruthHeader(isSingle);
  for await (const { source, record } of records(folder, entries)) {
    // A distractor comes from no reference: that it has no rows is the truth about it.
    if (record.status === 'failed' || record.kind === 'distractor') continue;
    yield groundTruthRows({
      output: record.output,
      // As the manifest lists the source: a record that no run has looked at since may name it otherwise.
      sourceStem: source.stem,
      segments: mapOf(record, source),
      ...(isSingle ? { single: record.plan.single ?? null } : {}),
    });
  }
}

function scorableMap({ segments, media }: SucceededRecord, { facts }: PlannedSource): SegmentMap {
  return scorableSegments(segments, {
    sourceSeconds: facts.durationSeconds,
    sourceFrameSeconds: 1 / rationalToNumber(facts.video.frameRate),
    variantFrameSeconds: media.durationSeconds / Math.max(1, media.frameCount),
  });
}
