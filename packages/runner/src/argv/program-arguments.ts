/** The two programs that are run. */
export type ProgramName = 'ffmpeg' | 'ffprobe';

/** Seconds between two reports of progress. */
const progressPeriodSeconds = 0.5;

/** The largest single allocation that ffmpeg grants itself, in bytes: a small file can ask for any size. */
const largestAllocation = 512 * 1024 * 1024;

/** Where reports of progress come out of an ffmpeg: on a separate pipe, on Windows on standard output. */
export type ProgressChannel = 'descriptor-3' | 'stdout' | null;

/** The options that come first on every command line: no questions, no banner, messages with their level, bounded allocations. */
export function programArguments(program: ProgramName, progress: ProgressChannel): string[] {
  const always = ['-hide_banner', '-max_alloc', String(largestAllocation)];
  if (program === 'ffprobe') return [...always, '-loglevel', 'level+warning'];
  // `-benchmark` reports at the level `info`, so that is the level; the other lines of it are dropped.
  const quiet = ['-nostdin', '-loglevel', 'level+info', '-nostats', '-benchmark'];
  if (progress === null) return [...always, ...quiet];
  const url = progress === 'stdout' ? 'pipe:1' : 'pipe:3';
  return [...always, ...quiet, '-stats_period', String(progressPeriodSeconds), '-progress', url];
}
