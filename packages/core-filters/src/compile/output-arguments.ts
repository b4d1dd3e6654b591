import type { EncodeChange } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalText } from '../facts/rational.ts';
import type { Container } from '../graph/ffmpeg-command.ts';
import { type EncodeSettings, encoders } from './encode-settings.ts';
import { videoArguments } from './video-arguments.ts';

/** Muxers by container, with ffmpeg's name. */
export const muxers: Readonly<Record<Container, string>> = {
  mp4: 'mp4',
  mkv: 'matroska',
  mov: 'mov',
  webm: 'webm',
};

/** Bits per second of the audio where no step asks for others. */
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
  const hasAudio = facts.audio !== null;
  return [
    ...['-map', '[vout]', ...(hasAudio ? ['-map', '[aout]'] : [])],
    // The rate that the graph gives its frames: some versions lose it on the way and would guess.
    ...['-r', rationalText(facts.video.frameRate)],
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...videoArguments(encode, change, facts),
    ...(hasAudio ? audioArguments(encode, change) : []),
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...(hasAudio ? ['-flags:a', '+bitexact'] : []),
    ...(provenance === null ? [] : ['-metadata', `comment=${provenance}`]),
    ...(encode.container === 'mp4' || encode.container === 'mov' ? ['-movflags', '+faststart'] : []),
    ...['-f', muxers[encode.container]],
  ];
}

function audioArguments(encode: EncodeSettings, change: EncodeChange): readonly string[] {
  const { audioEncoder } = encoders[encode.encoder];
  // Opus knows few rates, and all of its audio is played at this one.
  const rate = audioEncoder === 'libopus' ? ['-ar:a', '48000'] : [];
  return ['-c:a', audioEncoder, '-b:a', `${change.audioBitrate ?? defaultAudioBitrate}`, ...rate];
}
