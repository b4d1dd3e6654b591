import type { AudioFacts, MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts, presentedSize, storedAudio } from '../facts/normalized-facts.ts';
import { audioFormat } from '../graph/audio-format.ts';
import { countedTimes, framesAtRate } from '../graph/counted-times.ts';
import { delayedAudio } from '../graph/delayed-audio.ts';
import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { roundTo } from '../round-to.ts';
import { knownColours } from './known-colours.ts';
import type { Normalization } from './normalization.ts';
import { PlaneGraph } from './plane-graph.ts';
import { toLimitedRange, wholeFrames } from './whole-frames.ts';

/** Audio that starts this much before or after the video, in seconds, is left as it is. */
const syncTolerance = 0.001;

/** The filters that bring the video of a file to {@link normalizedFacts}. ffmpeg itself has applied the rotation. */
export function normalizeVideo(facts: MediaFacts, normalization?: Normalization): readonly Fragment[] {
  const { video: target } = normalizedFacts(facts);
  const { fragments: whole, video } = wholeFrames(facts.video, normalization);
  const filters: Filter[] = [...sized({ ...facts, video }, whole.length > 0)];
  if (video.highDynamicRange) filters.push(...toneMapping);
  if (video.pixelFormat !== 'yuv420p') filters.push({ name: 'format', options: { pix_fmts: 'yuv420p' } });
  filters.push({ name: 'setsar', options: { sar: '1' } });
  // A file cut without decoding may hold frames past the end that it states, or lack its last ones.
  filters.push(...framesAtRate(target));
  const planes = ordinaryChroma.has(video.chromaLocation) ? [] : [forgetChromaLocation, countedTimes(target)];
  return [
    [{ name: 'setpts', options: { expr: 'PTS-STARTPTS' } }, ...knownColours(facts.video)],
    ...whole,
    [...filters, workingProperties],
    ...planes,
  ];
}

/**
 * Options of the source's `-i`: a format that changes midway must not begin the whole graph anew, since its filters have counted
 * and kept frames. The first scaler brings every frame to one size and pixel format instead; audio that changes is an error that
 * says so. A video that is turned goes without: turning happens before that scaler, which alone is sure to notice a change.
 */
export function sourceArguments({ video }: MediaFacts): readonly string[] {
  return ['-reinit_filter:a', '0', ...(video.rotationDegrees === 0 ? ['-reinit_filter:v', '0'] : [])];
}

/** Square pixels, limited range, an even size. The scaler passes on what has the right form. */
function sized(facts: MediaFacts, isSteady: boolean): readonly Filter[] {
  const { video } = facts;
  const { width, height } = presentedSize(facts);
  const square = video.sampleAspectRatio.numerator === video.sampleAspectRatio.denominator;
  const conversion = toLimitedRange(video);
  if (!square || Object.keys(conversion).length > 0) {
    return [{ name: 'scale', options: { w: width, h: height, ...conversion } }];
  }
  const { width: w, height: h } = video;
  const odd = width !== w || height !== h;
  return [
    ...(isSteady ? [] : [{ name: 'scale', options: { w, h } }]),
    ...(odd ? [{ name: 'crop', options: { w: width, h: height, x: 0, y: 0, exact: 1 } }] : []),
  ];
}

/** What encoders take for granted, and write nothing for. */
const ordinaryChroma: ReadonlySet<string> = new Set(['left', 'unknown']);

/** No filter of every version sets where samples of colour lie, but planes do not say it, nor what is made of them. */
const forgetChromaLocation: Fragment = { chains: new PlaneGraph().build('y', 'u', 'v') };

/** The filters that bring the audio of a file to {@link normalizedFacts}. */
export function normalizeAudio(facts: MediaFacts, audio: AudioFacts): readonly Filter[] {
  const lag = roundTo(audio.startSeconds - facts.video.startSeconds, 6);
  const filters: Filter[] = [
    { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    ...(audio.channels > mostLaidOut ? [mixedInTurn(audio.channels)] : []),
  ];
  if (lag < -syncTolerance) {
    filters.push(
      { name: 'atrim', options: { start: -lag } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    );
  }
  // Fills gaps in the time stamps with silence, so that the audio stays in sync after them.
  filters.push({ name: 'aresample', options: { sample_rate: storedAudio(audio).sampleRate, async: 1 } });
  if (lag > syncTolerance) filters.push(...delayedAudio(Math.round(lag * 1000)));
  filters.push(...endAudio(normalizedFacts(facts)));
  return filters;
}

/** Channels up to which each number has a layout that every version of ffmpeg takes it for. */
const mostLaidOut = 8;

/** Channels of which nothing says where they are heard: the first, third, ... on the left, the others on the right. */
function mixedInTurn(channels: number): Filter {
  const side = (first: number): string => {
    const chosen = Array.from({ length: channels }, (_, channel) => channel).filter(
      channel => channel % 2 === first,
    );
    const share = roundTo(1 / chosen.length, 6);
    return chosen.map(channel => `${share}*c${channel}`).join('+');
  };
  return { name: 'pan', options: { args: `stereo|c0=${side(0)}|c1=${side(1)}` } };
}

/** The filters that give the audio its stored form and let it end with the video. */
export function endAudio(facts: MediaFacts): readonly Filter[] {
  if (facts.audio === null) return [];
  const seconds = roundTo(facts.durationSeconds, 6);
  return [
    audioFormat(storedAudio(facts.audio)),
    // Audio that ended early would show which outputs no step has touched.
    { name: 'apad', options: { whole_dur: seconds } },
    { name: 'atrim', options: { end: seconds } },
  ];
}

/**
 * HDR to SDR: to linear light, to BT.709 primaries, highlights rolled off, back to the BT.709 curve.
 *
 * @see https://ffmpeg.org/ffmpeg-filters.html#tonemap-1
 */
const toneMapping: readonly Filter[] = [
  { name: 'zscale', options: { transfer: 'linear', npl: 100 } },
  { name: 'format', options: { pix_fmts: 'gbrpf32le' } },
  { name: 'zscale', options: { primaries: 'bt709' } },
  { name: 'tonemap', options: { tonemap: 'hable', desat: 0 } },
  { name: 'zscale', options: { transfer: 'bt709', matrix: 'bt709', range: 'tv' } },
];
