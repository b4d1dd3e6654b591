import { untilAborted } from '@variegate/ground';
import { chosenFfmpeg, type Ffmpeg, type FfmpegChoice } from '@variegate/runner';

/** What every public function of this package has in common: which ffmpeg it uses, and how it is stopped. */
export interface Common extends FfmpegChoice {
  readonly signal?: AbortSignal | undefined;
}

/** The options of a public function as the work behind it takes them: with the ffmpeg, opened. */
export type Opened<Options extends Common> = Options & { readonly ffmpeg: Ffmpeg };

/**
 * Does some work with the ffmpeg of a call, under the contract that {@link untilAborted} has with its signal.
 */
export async function withFfmpeg<Options extends Common, T>(
  options: Options,
  work: (options: Opened<Options>) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  return untilAborted(signal, async () => work({ ...options, ffmpeg: await chosenFfmpeg(options, signal) }));
}
