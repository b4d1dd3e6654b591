import {
  type Container,
  defaultEncodeSettings,
  defaultVp9Settings,
  type EncodeSettings,
  encoders,
} from '@variegate/core-filters';
import { OptionInvalidError } from '../errors.ts';
import { encodingOptions } from './encoding-options.ts';
import type { CompleteValuesOf } from './option.ts';

/** The options that say how to encode, each checked separately. */
export type EncodeOptions = Partial<
  Pick<CompleteValuesOf<typeof encodingOptions>, 'encoder' | 'container' | 'preset' | 'crf' | 'threads'>
>;

/**
 * The settings that the options amount to. WebM means VP9 and VP9 means WebM where only one of the two is named.
 *
 * @throws {VARIANTS_OPTION_INVALID} when they contradict one another, or one is beyond what the encoder knows.
 */
export function resolveEncode(options: EncodeOptions): EncodeSettings {
  const { container = null, crf = null, preset = null, threads = encodingOptions.threads.default } = options;
  const encoder = options.encoder ?? (container === 'webm' ? 'libvpx-vp9' : 'libx264');
  const { containers, worstCrf } = encoders[encoder];
  if (container !== null && !containers.includes(container)) {
    throw new OptionInvalidError('container', `one of ${containers.join(', ')} with ${encoder}`, container);
  }
  if (crf !== null && crf > worstCrf) {
    throw new OptionInvalidError('crf', `a number from 0 to ${worstCrf} with ${encoder}`, crf);
  }
  if (encoder !== 'libx264') assertOnlyCrf(encoder, { preset, crf });
  if (encoder === 'libvpx-vp9') return { ...defaultVp9Settings, crf: crf ?? defaultVp9Settings.crf, threads };
  const h264 = {
    crf: crf ?? defaultEncodeSettings.crf,
    container: isX264Container(container) ? container : defaultEncodeSettings.container,
    threads,
  };
  if (encoder !== 'libx264') return { encoder, ...h264 };
  return { encoder, preset: preset ?? defaultEncodeSettings.preset, ...h264 };
}

/** Encoders other than x264 have no presets here, and whole steps of quality. */
function assertOnlyCrf(
  encoder: EncodeSettings['encoder'],
  { preset, crf }: Required<Pick<EncodeOptions, 'preset' | 'crf'>>,
): void {
  if (preset !== null) throw new OptionInvalidError('preset', { cannot: `be used with ${encoder}` });
  if (crf !== null && !Number.isInteger(crf))
    throw new OptionInvalidError('crf', `a whole number with ${encoder}`, crf);
}

function isX264Container(container: Container | null): container is 'mp4' | 'mkv' | 'mov' {
  return container !== null && container !== 'webm';
}

/** Names renders that take memory alike, so that what was learnt of some corrects the estimates of others. */
export function costClass(encode: EncodeSettings): string {
  return encode.encoder === 'libx264' ? `${encode.encoder} ${encode.preset}` : encode.encoder;
}
