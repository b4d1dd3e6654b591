import { type MediaFacts, rationalToNumber } from '@variegate/core-filters';
import { inputArguments, type OpenInput, runTool } from '@variegate/runner';
import type { SourceLimits } from '../source-limits.ts';
import type { Opened } from '../with-ffmpeg.ts';
import type { ProbeOptions } from './run-ffprobe.ts';

/** Frames that are looked at: four seconds. */
const framesSeen = 120;

/** Compression makes a repeated field a little different; noise alone does not make one of two fields differ half as much again. */
const detector = 'idet=rep_thres=1.5';

/** Share of frames that repeat the top field, and as many the bottom one; pulldown makes it 0.2 wherever something moves. */
const leastRepeated = 0.1;

/**
 * Whether interlaced video of 29.97 or 30 frames a second is film of 24 by 3:2 pulldown: two of five frames then repeat a field
 * of the one before. Decodes the first seconds; any other video, and an ffmpeg without `idet`, is not looked at.
 *
 * @see https://ffmpeg.org/ffmpeg-filters.html#idet
 * @throws the reason of `signal`, and the runner's error of a run that was stopped.
 */
export async function looksPulledDown(
  input: OpenInput,
  { video: { fieldOrder, frameRate } }: MediaFacts,
  { maxStreams, maxPixels }: SourceLimits,
  { ffmpeg, timeoutMs = 120_000, signal }: Opened<ProbeOptions>,
): Promise<boolean> {
  const perSecond = rationalToNumber(frameRate);
  const isPossible = fieldOrder !== 'progressive' && perSecond > 29.9 && perSecond < 30.1;
  if (!isPossible || !ffmpeg.filters.has('idet')) return false;
  const { stderrTail } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    inputs: [input],
    arguments: [
      // Filters report at the level `info`; the runner keeps such lines where the level's name is not in front.
      ...['-loglevel', '-level+info', ...inputArguments(input.kind, { maxStreams, maxPixels })],
      ...['-threads', '1', '-i', input.ffmpegUrl, '-map', '0:V:0', '-filter_threads', '1', '-vf', detector],
      ...['-frames:v', String(framesSeen), '-f', 'null', '-'],
    ],
    timeoutMs,
    signal,
  });
  const [, ...counts] = report.exec(stderrTail) ?? [];
  const [neither = 0, top = 0, bottom = 0] = counts.map(Number);
  return Math.min(top, bottom) > leastRepeated * (neither + top + bottom);
}

const report = /^\[Parsed_idet_0 @ \w+\] Repeated Fields: Neither: *(\d+) Top: *(\d+) Bottom: *(\d+)/m;
