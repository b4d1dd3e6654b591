import { hasAlpha, type MediaFacts } from '@variegate/core-filters';
import type { FfprobeOutput } from './ffprobe-output.ts';
import { firstAudioStream } from './media-facts.ts';
import type { Timeline } from './timeline.ts';

/** What was seen of a file that its facts do not say. */
export interface Seen {
  /** `null` where only the headers were read. */
  readonly timeline: Timeline | null;
  /** Whether frames ask players to repeat fields. */
  readonly repeatsFields: boolean;
  /** Whether fields are repeated as 3:2 pulldown does it. */
  readonly isPulledDown: boolean;
}

/** What is out of the ordinary in a file and how it is dealt with, a sentence each. Pure. */
export function remarksOn(
  headers: FfprobeOutput,
  { video, audio }: MediaFacts,
  seen: Seen,
): readonly string[] {
  return [...remarksOnTime(seen.timeline), ...remarksOnVideo(video, seen), ...remarksOnAudio(headers, audio)];
}

/** Stretches that are named one by one. */
const mostNamed = 5;

function remarksOnTime(timeline: Timeline | null): readonly string[] {
  if (timeline === null) return [];
  const { gaps, clockRestarts } = timeline;
  const [gap, restart] = [gaps, clockRestarts].map(list => (list.length === 1 ? '' : 's'));
  return [
    ...(gaps.length === 0
      ? []
      : [
          `No frames for ${gaps.length} stretch${gap === '' ? '' : 'es'} (${listed(gaps.map(({ atSeconds, seconds }) => `${text(seconds)} s at ${text(atSeconds)} s`))}): the last one before is held.`,
        ]),
    ...(clockRestarts.length === 0
      ? []
      : [
          `The clock begins anew ${clockRestarts.length} time${restart} (at ${listed(clockRestarts.map(at => `${text(at)} s`))}): what follows is joined.`,
        ]),
  ];
}

function remarksOnVideo(
  video: MediaFacts['video'],
  { repeatsFields, isPulledDown }: Seen,
): readonly string[] {
  const { fieldOrder, highDynamicRange, colorPrimaries, colorSpace } = video;
  const order = fieldOrder.replace('-', ' field ');
  const described = colorPrimaries !== 'unknown' && colorSpace !== 'unknown' && colorSpace !== 'bt2020c';
  return [
    ...(fieldOrder === 'progressive'
      ? []
      : [
          isPulledDown
            ? `Telecined (3:2 pulldown) and interlaced (${order}): deinterlaced first like video, without restoring the frames of the film.`
            : `Interlaced (${order}): deinterlaced first, unless --deinterlace is off.`,
        ]),
    ...(repeatsFields ? ['Telecined by flags (soft telecine): the frames of the film, each once.'] : []),
    ...(highDynamicRange && !described
      ? ['HDR that is described in part: taken for BT.2020 of non-constant luminance.']
      : []),
    ...(hasAlpha(video)
      ? ['Partly transparent: laid over black, or over the --alpha-colour that is given.']
      : []),
  ];
}

function remarksOnAudio(headers: FfprobeOutput, audio: MediaFacts['audio']): readonly string[] {
  const declared = firstAudioStream(headers);
  if (declared === undefined) return [];
  if (audio === null)
    return ['The audio stream holds nothing that can be heard: treated as a video without audio.'];
  return audio.channels > 8
    ? [`${audio.channels} audio channels without a layout: mixed to stereo, odd ones on the left.`]
    : [];
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ');
}

function text(seconds: number): string {
  return String(Math.round(seconds * 1000) / 1000);
}
