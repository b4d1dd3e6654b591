/** What ffmpeg says about itself with `-benchmark`, as far as it has been read. */
export interface BenchmarkFacts {
  /** User plus system time, in seconds. */
  readonly cpuSeconds?: number;
  /** Highest resident size, in bytes. */
  readonly peakMemoryBytes?: number;
}

const times = /bench: utime=(\d+(?:\.\d+)?)s stime=(\d+(?:\.\d+)?)s/;
const memory = /bench: maxrss=(\d+)\s?(?:kB|KiB)/;

/** The facts that one line of standard error carries, or `null` where it is not a line of `-benchmark`. */
export function parseBenchmarkLine(line: string, platform: NodeJS.Platform): BenchmarkFacts | null {
  const time = times.exec(line);
  if (time !== null) return { cpuSeconds: Number(time[1]) + Number(time[2]) };
  const peak = memory.exec(line);
  if (peak === null) return null;
  // ffmpeg takes getrusage's figure for kilobytes everywhere; macOS counts in bytes.
  return { peakMemoryBytes: Number(peak[1]) * (platform === 'darwin' ? 1 : 1024) };
}
