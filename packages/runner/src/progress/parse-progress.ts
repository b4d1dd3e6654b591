/** One report of `-progress`, as far as ffmpeg knows its figures. */
export interface ProgressReport {
  /** Frames written; `null` without video. */
  readonly frame: number | null;
  /** Media time written, in seconds. */
  readonly outSeconds: number | null;
  /** Size of the output so far. */
  readonly bytes: number | null;
  /** Media seconds per second. */
  readonly speed: number | null;
  /** Whether ffmpeg says that this is its last report. */
  readonly last: boolean;
}

/** Collects the `key=value` lines of `-progress` into reports; each report ends with its `progress` line. */
export class ProgressParser {
  readonly #onReport: (report: ProgressReport) => void;
  #values = new Map<string, string>();

  constructor(onReport: (report: ProgressReport) => void) {
    this.#onReport = onReport;
  }

  line(line: string): void {
    const separator = line.indexOf('=');
    if (separator < 0) return;
    const key = line.slice(0, separator).trim();
    this.#values.set(key, line.slice(separator + 1).trim());
    if (key !== 'progress') return;
    const values = this.#values;
    this.#values = new Map();
    const microseconds = figure(values.get('out_time_us'));
    this.#onReport({
      frame: figure(values.get('frame')),
      outSeconds: microseconds === null ? null : microseconds / 1_000_000,
      bytes: figure(values.get('total_size')),
      speed: figure(values.get('speed')?.replace(/x$/, '')),
      last: values.get('progress') === 'end',
    });
  }
}

/** `N/A`, nonsense and negative figures (the time before the first frame) are no figures. */
function figure(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
