import {
  type Container,
  defaultEncodeSettings,
  defaultVp9Settings,
  type EncodeSettings,
  encoders,
} from '@variegate/core-filters';
import { OptionInvalidError } from '../errors.ts';
import type { SharedOptions } from './batch-options.ts';

/** The options that say how to encode, each checked by itself. */
export type EncodeOptions = {
  readonly [Name in 'encoder' | 'format' | 'preset' | 'crf' | 'threads']?: SharedOptions[Name] | undefined;
};

/**
 * The settings that the options amount to. WebM means VP9 and VP9 means WebM where only one of the two is named.
 *
 * @throws {VARIANTS_OPTION_INVALID} when they contradict one another, or one is beyond what the encoder knows.
 */
export function resolveEncode(options: EncodeOptions): EncodeSettings {
  const {
    encoder = options.format === 'webm' ? 'libvpx-vp9' : 'libx264',
    format,
    crf,
    threads = 1,
  } = options;
  const { containers, worstCrf } = encoders[encoder];
  if (format !== undefined && !containers.includes(format)) {
    throw new OptionInvalidError('format', `one of ${containers.join(', ')} with ${encoder}`, format);
  }
  if (crf !== undefined && crf > worstCrf) {
    throw new OptionInvalidError('crf', `a number from 0 to ${worstCrf} with ${encoder}`, crf);
  }
  if (encoder !== 'libx264') assertOnlyCrf(encoder, options);
  if (encoder === 'libvpx-vp9') return { ...defaultVp9Settings, crf: crf ?? defaultVp9Settings.crf, threads };
  const h264 = {
    crf: crf ?? defaultEncodeSettings.crf,
    container: isX264Container(format) ? format : defaultEncodeSettings.container,
    threads,
  };
  if (encoder !== 'libx264') return { encoder, ...h264 };
  return { encoder, preset: options.preset ?? defaultEncodeSettings.preset, ...h264 };
}

/** Encoders other than x264 have no presets here, and whole steps of quality. */
function assertOnlyCrf(encoder: EncodeSettings['encoder'], { preset, crf }: EncodeOptions): void {
  if (preset !== undefined)
    throw new OptionInvalidError('preset', `left out with ${encoder}, which has none of x264's`, preset);
  if (crf !== undefined && !Number.isInteger(crf))
    throw new OptionInvalidError('crf', `a whole number with ${encoder}`, crf);
}

function isX264Container(format: Container | undefined): format is 'mp4' | 'mkv' | 'mov' {
  return format !== undefined && format !== 'webm';
}

/** Names renders that take memory alike, so that what was learnt of some corrects the estimates of others. */
export function costClass(encode: EncodeSettings): string {
  return encode.encoder === 'libx264' ? `${encode.encoder} ${encode.preset}` : encode.encoder;
}
