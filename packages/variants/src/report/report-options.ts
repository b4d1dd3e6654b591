/** Options of `writeReport`. */
export interface WriteReportOptions {
  /** A finished output folder. */
  readonly dir: string;
  /** The page to write, ending in `.html`; its folder must exist. @default `report.html` in the folder */
  readonly out?: string;
  /** Variants, the first ones, that are shown with frames, 0..500. Each adds about 100 kB to the page. @default 48 */
  readonly pictured?: number;
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  readonly ffmpegPath?: string;
  /** Folder in which digests of sources are kept from run to run. @default the user's folder for caches */
  readonly cacheFolder?: string;
  readonly signal?: AbortSignal;
}

/** A report that was written. */
export interface WrittenReport {
  /** Absolute path of the page. */
  readonly path: string;
  readonly bytes: number;
  /** Variants that the page shows one by one. */
  readonly listed: number;
  /** Variants of the folder that the page only counts. */
  readonly omitted: number;
  /** Variants among {@link WrittenReport.listed} that are shown with frames. */
  readonly pictured: number;
}
