import { isNewerThanTested, newestTestedVersion } from '@variegate/runner';
import type { UntimedEvent } from '../events/event-stream.ts';
import { outputFolderAt } from '../folder/output-folder.ts';
import type { RunOptions } from '../options/run-options.ts';
import type { Host } from './host.ts';
import type { PreparedBatch } from './prepared-batch.ts';

/** What the events at the beginning of a batch say. */
export interface BatchOpening extends Pick<PreparedBatch, 'substitution' | 'requested' | 'leftOut'> {
  readonly options: Pick<RunOptions, 'batchId' | 'outDir' | 'drawing'>;
  /** Number of input files. */
  readonly inputs: number;
}

/** The events that every batch begins with: its size, then what is unusual about its encoder and its ffmpeg, and what is left out. */
export function openingEvents(
  { options: { batchId, outDir, drawing }, inputs, requested, substitution, leftOut }: BatchOpening,
  { ffmpeg, workers }: Pick<Host, 'ffmpeg' | 'workers'>,
): readonly UntimedEvent[] {
  const { strategy, seed, level } = drawing;
  return [
    {
      ...{ type: 'batch-planned', batchId, outDir: outputFolderAt(outDir).path, strategy, seed, level },
      ...{ inputs, requested, workers },
    },
    ...noticesOf(ffmpeg, substitution),
    ...leftOutEvents(leftOut),
  ];
}

/** What inputs cannot have. */
export function leftOutEvents(leftOut: BatchOpening['leftOut']): readonly UntimedEvent[] {
  return leftOut.map(one => ({ type: 'variants-left-out', ...one }));
}

/** What is unusual about the encoder and the ffmpeg of a run. */
export function noticesOf(
  { version }: Pick<Host['ffmpeg'], 'version'>,
  substitution: BatchOpening['substitution'],
): readonly UntimedEvent[] {
  return [
    ...(substitution === null ? [] : [{ type: 'encoder-unavailable', ...substitution } as const]),
    ...(isNewerThanTested(version)
      ? [{ type: 'ffmpeg-untested', version, newestTested: newestTestedVersion } as const]
      : []),
  ];
}
