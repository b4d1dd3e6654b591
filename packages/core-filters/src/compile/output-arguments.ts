import type { EncodeChange } from '../catalogue/transformation.ts';
import type { Container } from '../command/ffmpeg-command.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import type { EncodeSettings } from './encode-settings.ts';

/** Muxers by container, with ffmpeg's name. */
export const muxers: Readonly<Record<Container, string>> = { mp4: 'mp4', mkv: 'matroska', mov: 'mov' };

/** Bits per second of the sound where no step asks for others. */
const defaultAudioBitrate = 128_000;

/**
 * The arguments between the graph and the output file. Nothing volatile is in them, and `bitexact` keeps versions
 * and dates out of the file, so that the same command gives the same bytes on the same ffmpeg.
 *
 * @param provenance - text of the container's `comment` tag, or `null` for none.
 */
export function outputArguments(
  encode: EncodeSettings,
  change: EncodeChange,
  facts: MediaFacts,
  provenance: string | null,
): readonly string[] {
  return [
    ...['-map', '[vout]', ...(facts.audio === null ? [] : ['-map', '[aout]'])],
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...videoArguments(encode, change, facts),
    ...(facts.audio === null ? [] : ['-c:a', 'aac', '-b:a', `${change.audioBitrate ?? defaultAudioBitrate}`]),
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...(facts.audio === null ? [] : ['-flags:a', '+bitexact']),
    ...(provenance === null ? [] : ['-metadata', `comment=${provenance}`]),
    ...(encode.container === 'mkv' ? [] : ['-movflags', '+faststart']),
    ...['-f', muxers[encode.container]],
  ];
}

function videoArguments(encode: EncodeSettings, change: EncodeChange, facts: MediaFacts): string[] {
  const crf = Math.min(51, Math.max(0, encode.crf + (change.crfOffset ?? 0)));
  const rate = rationalToNumber(facts.video.frameRate);
  const option = (name: string, value: number | string | undefined): string[] =>
    value === undefined ? [] : [name, `${value}`];
  return [
    ...[
      '-c:v',
      encode.encoder,
      '-preset',
      encode.preset,
      '-crf',
      `${crf}`,
      '-threads:v',
      `${encode.threads}`,
    ],
    ...option('-g', change.keyframeSeconds && Math.max(1, Math.round(change.keyframeSeconds * rate))),
    ...option('-bf', change.bFrames),
    ...option('-refs', change.referenceFrames),
    ...option('-deblock', change.deblock === undefined ? undefined : `${change.deblock}:${change.deblock}`),
    ...option('-chromaoffset', change.chromaQpOffset),
  ];
}
