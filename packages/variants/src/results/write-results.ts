import { rationalToNumber, type SegmentMap, scorableSegments } from '@variegate/core-filters';
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
  const { folder } = parts;
  await writeFileAtomically(
    folder.groundTruthPath,
    groundTruthText(parts, ({ segments }) => segments),
  );
  await writeFileAtomically(folder.scorableTruthPath, groundTruthText(parts, scorableMap));
  await writeFileAtomically(folder.manifestPath, manifestText(parts));
}

async function* groundTruthText(
  { folder, entries }: ManifestParts,
  mapOf: (record: SucceededRecord, source: PlannedSource) => SegmentMap,
): AsyncGenerator<string> {
  yield groundTruthHeader;
  for await (const { source, record } of records(folder, entries)) {
    // A distractor comes from no reference: that it has no rows is the truth about it.
    if (record.status === 'failed' || record.kind === 'distractor') continue;
    yield groundTruthRows({
      output: record.output,
      // As the manifest lists the source: a record that no run has looked at since may name it otherwise.
      sourceStem: source.stem,
      segments: mapOf(record, source),
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
