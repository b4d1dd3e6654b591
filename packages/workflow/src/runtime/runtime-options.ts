import type { Ffmpeg } from '@variegate/runner';
import type { renderVariant } from '@variegate/variants';
import type { BatchEvent } from './event-feed.ts';

/** What a process decides for every batch that it works on. */
export interface WorkflowRuntimeOptions {
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  readonly ffmpegPath?: string;
  /** Folder that inputs must lie under, which relative ones start from. @default none: anywhere */
  readonly inputRoot?: string | null;
  /** Folder that outputs must lie under, which relative ones start from. @default none: anywhere */
  readonly outputRoot?: string | null;
  /** Folder in which digests and hashes of sources are kept. @default the user's folder for caches */
  readonly cacheFolder?: string;
  /** Memory that all renders together may take: a fraction (0..1], or bytes, as `6GiB` too. @default 0.8 */
  readonly memoryLimit?: number | string;
  /** Renders at a time, or `auto` for what cores and memory allow. @default 'auto' */
  readonly maxWorkers?: number | 'auto';
  /** No render starts while the output's file system has less free space, in bytes. @default 1 GiB, or a tenth of it */
  readonly minFreeBytes?: number;
  /**
   * How long a step may wait for memory and cores before it gives its turn back to the engine, in milliseconds. To an
   * engine a step that waits is a step that runs, and no server lets one run longer than two hours.
   * @default 1800000 (30 minutes)
   */
  readonly queuePatienceMs?: number;
  /** Called with everything that happens in this process, in order. */
  readonly onEvent?: (event: BatchEvent) => void;
  /** What renders a variant, for measuring everything else. @default renderVariant */
  readonly render?: typeof renderVariant;
}

/** The same, complete. */
export interface ResolvedRuntimeOptions {
  readonly ffmpeg: Ffmpeg;
  readonly inputRoot: string | null;
  readonly outputRoot: string | null;
  readonly cacheFolder: string | null;
  readonly minFreeBytes: number | null;
  readonly queuePatienceMs: number;
  readonly onEvent: ((event: BatchEvent) => void) | undefined;
  readonly render: typeof renderVariant | undefined;
}
