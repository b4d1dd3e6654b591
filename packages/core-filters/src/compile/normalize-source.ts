import type { AudioFacts, MediaFacts } from '../facts/media-facts.ts';
import {
  isRgb,
  matrixForRgb,
  normalizedFacts,
  presentedSize,
  storedAudio,
} from '../facts/normalized-facts.ts';
import { audioFormat } from '../graph/audio-format.ts';
import { countedTimes, framesAtRate } from '../graph/counted-times.ts';
import type { Filter, Fragment } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import { roundTo } from '../round-to.ts';
import { PlaneGraph } from './plane-graph.ts';

/** Audio that starts this much before or after the video, in seconds, is left as it is. */
const syncTolerance = 0.001;

/** The filters that bring the video of a file to {@link normalizedFacts}. ffmpeg itself has applied the rotation. */
export function normalizeVideo(facts: MediaFacts): readonly Fragment[] {
  const { video } = facts;
  const { video: target } = normalizedFacts(facts);
  const { width, height } = presentedSize(facts);
  const square = video.sampleAspectRatio.numerator === video.sampleAspectRatio.denominator;
  const filters: Filter[] = [{ name: 'setpts', options: { expr: 'PTS-STARTPTS' } }];
  const conversion = {
    ...(video.colorRange === 'full' ? { in_range: 'full', out_range: 'limited' } : {}),
    ...(isRgb(video) ? { out_color_matrix: scalerMatrix(matrixForRgb), out_range: 'limited' } : {}),
  };
  if (!square || Object.keys(conversion).length > 0) {
    filters.push({ name: 'scale', options: { w: width, h: height, ...conversion } });
  } else if (width !== video.width || height !== video.height) {
    filters.push({ name: 'crop', options: { w: width, h: height, x: 0, y: 0, exact: 1 } });
  }
  if (video.highDynamicRange) filters.push(...toneMapping);
  if (video.pixelFormat !== 'yuv420p') filters.push({ name: 'format', options: { pix_fmts: 'yuv420p' } });
  filters.push({ name: 'setsar', options: { sar: '1' } });
  // A file cut without decoding may hold frames past the end that it states, or lack its last ones.
  filters.push(...framesAtRate(target));
  const planes = ordinaryChroma.has(video.chromaLocation) ? [] : [forgetChromaLocation, countedTimes(target)];
  return [[...filters, workingProperties], ...planes];
}

/** What encoders take for granted, and write nothing for. */
const ordinaryChroma: ReadonlySet<string> = new Set(['left', 'unknown']);

/** No filter of every version sets where samples of colour lie, but planes do not say it, nor what is made of them. */
const forgetChromaLocation: Fragment = { chains: new PlaneGraph().build('y', 'u', 'v') };

/** The filters that bring the audio of a file to {@link normalizedFacts}. */
export function normalizeAudio(facts: MediaFacts, audio: AudioFacts): readonly Filter[] {
  const lag = roundTo(audio.startSeconds - facts.video.startSeconds, 6);
  const filters: Filter[] = [{ name: 'asetpts', options: { expr: 'PTS-STARTPTS' } }];
  if (lag > syncTolerance) {
    filters.push({ name: 'adelay', options: { delays: `${Math.round(lag * 1000)}`, all: 1 } });
  } else if (lag < -syncTolerance) {
    filters.push(
      { name: 'atrim', options: { start: -lag } },
      { name: 'asetpts', options: { expr: 'PTS-STARTPTS' } },
    );
  }
  // Fills gaps in the time stamps with silence, so that the audio stays in sync after them.
  filters.push({ name: 'aresample', options: { sample_rate: storedAudio(audio).sampleRate, async: 1 } });
  filters.push(...endAudio(normalizedFacts(facts)));
  return filters;
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
