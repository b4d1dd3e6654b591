import type { RunFacts } from './errors.ts';
import type { InputLimits } from './input/input-arguments.ts';
import type { OpenInput } from './input/open-input.ts';
import type { Replacement } from './output/publish-file.ts';
import type { ScratchFile } from './output/scratch-file.ts';
import type { ProgramPaths } from './process/run-tool.ts';
import type { RenderProgress } from './progress/render-progress.ts';

/** How a command is rendered. */
export interface RenderOptions<V> {
  readonly ffmpeg: ProgramPaths;
  /** One for each input of the command, in its order. Borrowed: they stay open. */
  readonly inputs: readonly OpenInput[];
  /** Turns a file reference of the graph into an absolute path. */
  readonly resolveFile: (reference: string) => string;
  /** Where the file appears. Its folder must exist. */
  readonly outputPath: string;
  /** Whether an existing file is replaced. */
  readonly replace: Replacement;
  /** Checks the finished file under its scratch name; the file is not published if it throws. */
  readonly verify: (scratchPath: string, context: VerifyContext) => Promise<V>;
  /** Predicted time of the render, in seconds; sets the defaults of `timeoutMs` and `stallMs`. @default 0 */
  readonly expectedSeconds?: number;
  /** Wall clock of ffmpeg, in milliseconds. @default max(300 s, 20 x expectedSeconds) */
  readonly timeoutMs?: number;
  /**
   * Longest time in which neither frames nor media time nor bytes advance, in milliseconds. Before the first frame bytes
   * read and memory taken count as advances too, where the system shows them. @default max(30 s, expectedSeconds / 4)
   */
  readonly stallMs?: number;
  /** Largest output, in bytes. @default what no sane encoding of the expected output reaches */
  readonly maxBytes?: number;
  /** @default {@link defaultInputLimits} */
  readonly limits?: Partial<InputLimits>;
  /** Threads of each decoder; changes no byte. @default 1 */
  readonly decoderThreads?: number;
  /** Threads of the filter graph; changes no byte. @default 1 */
  readonly filterThreads?: number;
  readonly signal?: AbortSignal | undefined;
}

/** A render that has begun. */
export interface Rendering<V> extends AsyncDisposable {
  /** Resolves when the file is published; rejects when nothing is left of the attempt. */
  readonly result: Promise<RenderResult<V>>;
  /** What happens, for any number of readers; ends with the render and never throws. */
  readonly events: AsyncIterable<RenderEvent>;
  /** Cancels what still runs and waits for its end. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a file took to render. */
export interface RenderFacts extends Pick<RunFacts, 'peakMemoryBytes'> {
  /** Size of the file. */
  readonly bytes: number;
  /** Processor time of ffmpeg, in seconds. */
  readonly renderCpuSeconds: number;
  /** Whether processor time and memory are samples rather than ffmpeg's own final figures. */
  readonly cpuSampled: boolean;
}

/** A published file. */
export interface RenderResult<V> extends RenderFacts, Pick<RunFacts, 'argv' | 'stderrTail'> {
  /** Absolute path. */
  readonly outputPath: string;
  /** Digest of the file, 64 hex digits. */
  readonly sha256: string;
  /** Wall clock of ffmpeg, in seconds. */
  readonly durationSeconds: number;
  /** What `verify` returned. */
  readonly verification: V;
}

/** What a verification receives about the render before it. */
export interface VerifyContext extends RenderFacts {
  readonly signal: AbortSignal;
  /**
   * Keeps the file although the verification is about to throw: it stays under its scratch name until who called publishes it by
   * `publishFile`, and disposes of it. Once the process is gone, it is swept as every scratch file is.
   */
  hold(): ScratchFile;
}

/** How far a render is; a reader sees the newest. */
export interface RenderProgressEvent extends RenderProgress {
  readonly type: 'progress';
}

/** A step of a render; every reader sees every step. */
export type RenderStep =
  | { readonly type: 'started'; readonly pid: number }
  | { readonly type: 'verifying' }
  | { readonly type: 'published'; readonly path: string };

/** What happens during a render. */
export type RenderEvent = RenderStep | RenderProgressEvent;
