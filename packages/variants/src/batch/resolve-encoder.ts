import { hardwareArguments, isHardware, softwareInstead } from '@variegate/core-filters';
import { chooseEncoder, type Ffmpeg } from '@variegate/runner';
import type { EncoderSubstitution } from '../events/variegate-event.ts';
import type { RenderSettings } from '../job/render-settings.ts';

/** Settings with an encoder that works. */
export interface ResolvedEncoder {
  readonly settings: RenderSettings;
  /** `null` where the encoder is the one that was asked for. */
  readonly substitution: EncoderSubstitution | null;
}

/**
 * The settings with an encoder that works: a hardware encoder encodes one frame with the arguments that it is to be
 * used with, and where that fails x264 takes its place, so that variants are named for what they are really made with.
 *
 * @throws {RUNNER_CANCELLED} after `signal` was aborted.
 */
export async function resolveEncoder(
  settings: RenderSettings,
  ffmpeg: Ffmpeg,
  signal?: AbortSignal,
): Promise<ResolvedEncoder> {
  const { encode } = settings;
  if (!isHardware(encode)) return { settings, substitution: null };
  const instead = softwareInstead(encode);
  const [wanted, used] = [encode.encoder, instead.encoder];
  const trial = { wanted, fallback: used, arguments: hardwareArguments(encode) };
  const { reason } = await chooseEncoder({ ...trial, ffmpeg, signal });
  if (reason === null) return { settings, substitution: null };
  return { settings: { ...settings, encode: instead }, substitution: { wanted, used, reason } };
}
