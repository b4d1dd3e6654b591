import { type EncodeSettings, hardwareArguments, isHardware, softwareInstead } from '@variegate/core-filters';
import { chooseEncoder, type Ffmpeg } from '@variegate/runner';
import type { RenderSettings } from '../identity/render-settings.ts';

/** Which encoder takes the place of which. */
export interface EncoderSubstitution {
  /** The encoder that was asked for. */
  readonly wanted: EncodeSettings['encoder'];
  /** The encoder that is used instead. */
  readonly used: EncodeSettings['encoder'];
  /** Why, as a clause: `it does not work here (Cannot load libcuda.so.1)`. */
  readonly reason: string;
}

/** Settings with an encoder that works. */
export interface SettledEncoder {
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
export async function settleEncoder(
  settings: RenderSettings,
  ffmpeg: Ffmpeg,
  signal?: AbortSignal,
): Promise<SettledEncoder> {
  const { encode } = settings;
  if (!isHardware(encode)) return { settings, substitution: null };
  const instead = softwareInstead(encode);
  const [wanted, used] = [encode.encoder, instead.encoder];
  const trial = { wanted, fallback: used, arguments: hardwareArguments(encode) };
  const { reason } = await chooseEncoder({ ...trial, ffmpeg, signal });
  if (reason === null) return { settings, substitution: null };
  return { settings: { ...settings, encode: instead }, substitution: { wanted, used, reason } };
}
