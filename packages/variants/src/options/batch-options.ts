import type {
  Container,
  EncodeSettings,
  Level,
  PlanTemplate,
  Preset,
  StrategyName,
} from '@variegate/core-filters';
import type { Progress } from '../events/total-progress.ts';
import type { VariegateEvent } from '../events/variegate-event.ts';
import type { MeasureChoice } from './run-options.ts';

/** What the variants of one run have in common: how plans are drawn, how they are encoded, how the run behaves. */
export interface SharedOptions {
  /** The folder that the variants are written to; made where there is none. */
  readonly outDir: string;
  /** How chains are drawn. @default 'standard' */
  readonly strategy?: StrategyName;
  /** A chain of your own, by `definePlan` of `@variegate/core-filters`, from which the plans are drawn instead. */
  readonly chain?: PlanTemplate;
  /** How far chains go. @default 'medium' */
  readonly level?: Level;
  /** Everything random follows from it; a whole number ≥ 0. @default 0 */
  readonly seed?: number;
  /** Transformations or layers that chains are drawn from, by name. @default all */
  readonly only?: readonly string[];
  /** Transformations or layers that no chain contains, by name. @default none */
  readonly exclude?: readonly string[];

  /**
   * Unedited re-encodes of each video besides its variants, 0..100000: the same sizes, rates and codec settings, the
   * picture and sound as they were. @default 0
   */
  readonly controls?: number;
  /**
   * Files, folders and globs with videos outside the set: each gets as many edited variants as an input, of which the
   * ground truth says nothing. Folders are searched with all folders in them. @default none
   */
  readonly distractors?: readonly string[];
  /** Leave out the steps that the ffmpeg cannot do; the plan says which. @default false */
  readonly skipMissing?: boolean;
  /** Lowest SSIM that `enhanced_metrics` accepts, 0..1. @default 0.9 */
  readonly qualityFloor?: number;

  /**
   * Video encoder; `libvpx-vp9` goes with WebM alone. A hardware encoder is tried on one frame before anything starts;
   * where it fails, x264 takes its place, and `encoder-unavailable` tells why. @default 'libx264', for WebM 'libvpx-vp9'
   */
  readonly encoder?: EncodeSettings['encoder'];
  /** Preset of x264, `ultrafast` to `veryslow`; with other encoders left out. @default 'veryfast' */
  readonly preset?: Preset;
  /** Constant rate factor: 0 (lossless) to 51 for x264, 0 to 63 and whole for VP9, whole for hardware. @default 23, for VP9 32 */
  readonly crf?: number;
  /** Container of the variants; `webm` means VP9 and Opus. @default 'mp4', for VP9 'webm' */
  readonly format?: Container;
  /** Encoder threads of each render, 1..64. Part of a variant's identity, as it changes the bytes. @default 1 */
  readonly threads?: number;
  /** Whether each file carries a tag that names the tool and the plan. @default true */
  readonly provenance?: boolean;
  /** One filter per transformation, nothing fused; other bytes, many times the processor time. @default false */
  readonly plainGraph?: boolean;

  /** Renders at a time, or `auto`: what `variegate bench --save` measured, else what cores and memory allow. @default 'auto' */
  readonly maxWorkers?: number | 'auto';
  /** Memory that all renders together may take: a fraction (0..1] of what there is, or bytes, as `6GiB` too. @default 0.8 */
  readonly memoryLimit?: number | string;
  /** Wall clock of one render in seconds. @default max(300, 20 x the predicted time) */
  readonly timeoutSeconds?: number;
  /** Further tries after a failure that may pass, 0..20. @default 2 */
  readonly retries?: number;
  /** Stop at the first variant that fails for good. @default false */
  readonly failFast?: boolean;
  /**
   * No render starts while the output folder's file system has less free space, in bytes.
   * @default 1 GiB, or a tenth of the file system where that is less
   */
  readonly minFreeBytes?: number;

  /** Longest source, in seconds. @default 21600 (6 hours) */
  readonly maxDurationSeconds?: number;
  /** Most pixels of a source's picture. @default 35389440 (8192 x 4320) */
  readonly maxPixels?: number;
  /** Most streams of a source. @default 32 */
  readonly maxStreams?: number;
  /** Highest frame rate of a source, in frames per second. @default 240 */
  readonly maxFps?: number;
  /** Take files that this tool has made as sources too. @default false */
  readonly allowVariants?: boolean;

  /**
   * How far a variant has moved from its source: `fast` hashes a frame a second and the sound, in the decode that
   * verifies it; `full` hashes every frame and takes every measure there is, in decodes of its own. @default 'fast'
   */
  readonly measure?: MeasureChoice;
  /** Render variants that are there already again. @default false */
  readonly force?: boolean;
  /** How a variant that is there proves itself: size and SHA-256, or a decode as well. @default 'checksum' */
  readonly verify?: 'checksum' | 'decode';
  /** Only tell what would be done: nothing is rendered, and nothing is written. @default false */
  readonly dryRun?: boolean;

  /**
   * Folder of pictures (PNG, JPEG), sounds (WAV, MP3) and videos that steps with second media draw from, by content.
   * @default a small generated set, the same on every machine
   */
  readonly assets?: string;
  /** Path of the ffmpeg to use. @default the `VARIEGATE_FFMPEG` variable, else the one on the PATH */
  readonly ffmpegPath?: string;
  /** Folder in which digests and hashes of sources are kept from run to run. @default the user's folder for caches */
  readonly cacheFolder?: string;
  /** Name of the run in events and results. @default a random UUID */
  readonly batchId?: string;

  /** Called with the state of the whole run whenever it has changed. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called with every event, in order. */
  readonly onEvent?: (event: VariegateEvent) => void;
  /** Aborted: nothing new starts, what runs is finished, and the summary tells what was left out. */
  readonly drainSignal?: AbortSignal;
  /** Aborted: what runs is ended at once, nothing partial is published, and the summary tells what was left out. */
  readonly signal?: AbortSignal;
}

/** Options of `createVariants`. */
export interface CreateVariantsOptions extends SharedOptions {
  /** The video. */
  readonly input: string;
  /** Number of variants, 1..100000. Raising it keeps those that are there. @default 5 */
  readonly count?: number;
}

/** Options of `createVariantsBatch`. */
export interface CreateVariantsBatchOptions extends SharedOptions {
  /** Files, folders, globs and `@list.txt` (a path on each line). */
  readonly inputs: readonly string[];
  /** Number of variants of each input, 1..100000. @default 3 */
  readonly variantsPerFile?: number;
  /** Whether folders are searched with all folders in them. @default false */
  readonly recursive?: boolean;
}

/** Options of `renderPlans`. Those that drawing follows from are in the plans. */
export interface RenderPlansOptions
  extends Omit<
    SharedOptions,
    'strategy' | 'level' | 'seed' | 'only' | 'exclude' | 'controls' | 'distractors' | 'qualityFloor'
  > {
  /** The video. */
  readonly input: string;
  /** Plans, checked here; each with a number of its own. */
  readonly plans: readonly unknown[];
}
