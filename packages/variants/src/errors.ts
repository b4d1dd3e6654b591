import { CodedError, type Retry } from '@variegate/ground';

/** What every error of this package has. */
export abstract class VariantsError extends CodedError {
  abstract override readonly code: `VARIANTS_${string}`;
  /** Whether and when trying again could help. */
  readonly retry: Retry = { kind: 'never' };
}

/**
 * An option is outside what it may be; the message names the option and what is allowed.
 *
 * @remedy Give the option a value that the message allows.
 */
export class OptionInvalidError extends VariantsError {
  readonly code = 'VARIANTS_OPTION_INVALID';
  /** Name of the option in the library, such as `count`. */
  readonly option: string;
  /** What is wrong, as it follows the name: `must be true or false`, or `cannot be used with webm`. */
  readonly problem: string;

  /**
   * @param allowed - what the option may be, in words, or with what it cannot be used
   * @param hint - what may have been meant, such as `; did you mean crop?`
   */
  constructor(option: string, allowed: string | { readonly cannot: string }, given?: unknown, hint = '') {
    const problem = typeof allowed === 'string' ? `must be ${allowed}` : `cannot ${allowed.cannot}`;
    const not = typeof allowed === 'string' ? `, not ${describe(given)}` : '';
    super(`${option} ${problem}${not}${hint || '.'}`);
    this.option = option;
    this.problem = `${problem}${hint}`;
  }
}

/**
 * Nothing among the inputs can be used.
 *
 * @remedy Correct the paths; the message says what is wrong with each.
 */
export class InputsUnusableError extends VariantsError {
  readonly code = 'VARIANTS_INPUTS_UNUSABLE';
}

/**
 * An input is an output of this tool, and such inputs were not asked for.
 *
 * @remedy Use the source instead, or allow it with `--allow-variants`.
 */
export class InputIsVariantError extends VariantsError {
  readonly code = 'VARIANTS_INPUT_IS_VARIANT';
}

/**
 * A source is not the file any more that it was when its variants were planned.
 *
 * @remedy Leave sources alone while they are used, and run it again.
 */
export class SourceChangedError extends VariantsError {
  readonly code = 'VARIANTS_SOURCE_CHANGED';
}

/**
 * A plan needs an asset that is missing.
 *
 * @remedy Name a file or a folder that is there with `--assets`.
 */
export class AssetUnavailableError extends VariantsError {
  readonly code = 'VARIANTS_ASSET_UNAVAILABLE';
}

/**
 * The output folder cannot be made or written to.
 *
 * @remedy Give yourself the right to write there, or name another folder.
 */
export class OutputFolderUnusableError extends VariantsError {
  readonly code = 'VARIANTS_OUTPUT_FOLDER_UNUSABLE';
}

/**
 * Another process is working in the output folder.
 *
 * @remedy Wait until the other process has ended, or choose another folder.
 */
export class OutputFolderBusyError extends VariantsError {
  readonly code = 'VARIANTS_OUTPUT_FOLDER_BUSY';
  override readonly retry: Retry = { kind: 'after', afterMs: 10_000 };
}

/**
 * A variant would have replaced one of the inputs.
 *
 * @remedy Choose an output folder that holds no input.
 */
export class OutputReplacesInputError extends VariantsError {
  readonly code = 'VARIANTS_OUTPUT_REPLACES_INPUT';
}

/**
 * The installed ffmpeg lacks a filter, an encoder or a muxer that a plan needs; the message says how to get it.
 *
 * @remedy Use an ffmpeg that has it (`VARIEGATE_FFMPEG`), or leave the steps out with `--skip-missing`.
 */
export class CapabilityMissingError extends VariantsError {
  readonly code = 'VARIANTS_CAPABILITY_MISSING';
  /** What is missing, each as `filter perspective` or `encoder libx264`. */
  readonly missing: readonly string[];

  constructor(missing: readonly string[], ffmpegPath: string) {
    const without = missing.every(name => name.startsWith('filter '))
      ? ', or let the steps that need it be left out (--skip-missing, skipMissing)'
      : '';
    super(
      `The ffmpeg at ${ffmpegPath} lacks ${missing.join(', ')}. Take a build that has it from ` +
        `https://ffmpeg.org/download.html and name it with VARIEGATE_FFMPEG${without}.`,
    );
    this.missing = missing;
  }
}

/**
 * A render is expected to take more memory than the machine has, so it is not started.
 *
 * @remedy Use fewer threads, a faster `--preset`, fewer steps, a smaller source, or a machine with more memory.
 */
export class MemoryInsufficientError extends VariantsError {
  readonly code = 'VARIANTS_MEMORY_INSUFFICIENT';
  /** What the render is expected to take, in bytes. */
  readonly estimateBytes: number;
  /** What the machine, or the control group around this process, has, in bytes. */
  readonly machineBytes: number;

  constructor(estimateBytes: number, machineBytes: number) {
    const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
    super(
      `Rendering it is expected to take ${gigabytes(estimateBytes)} of memory, and this machine has ` +
        `${gigabytes(machineBytes)}. Use fewer threads, a faster preset, fewer steps or a smaller source, or a ` +
        `machine with more memory.`,
    );
    this.estimateBytes = estimateBytes;
    this.machineBytes = machineBytes;
  }
}

/**
 * A source gives no frames that candidates of a search could be measured on, or a candidate makes nothing of them.
 *
 * @remedy Use another strategy than `enhanced_metrics` for this source.
 */
export class SamplesMissingError extends VariantsError {
  readonly code = 'VARIANTS_SAMPLES_MISSING';
}

/**
 * The frames of a source are too few for a band that is that narrow.
 *
 * @remedy Widen the band as the message says, or use a longer source.
 */
export class TargetTooNarrowError extends VariantsError {
  readonly code = 'VARIANTS_TARGET_TOO_NARROW';
}

/**
 * A folder holds nothing that a report could show.
 *
 * @remedy Name the output folder of a finished run of this version.
 */
export class ReportImpossibleError extends VariantsError {
  readonly code = 'VARIANTS_REPORT_IMPOSSIBLE';
}

/**
 * The disk stayed too full to start another variant.
 *
 * @remedy Make room, and run it again: finished variants stay.
 */
export class DiskSpaceLowError extends VariantsError {
  readonly code = 'VARIANTS_DISK_SPACE_LOW';
  override readonly retry: Retry = { kind: 'when-space' };
}

function describe(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : typeof value;
}
