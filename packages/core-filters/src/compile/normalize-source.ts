import { evenFloor, withFrameCount, withSize } from '../facts/change-facts.ts';
import type { AudioFacts, MediaFacts } from '../facts/media-facts.ts';
import { type Rational, rationalText, rationalToNumber, withSmallNumerator } from '../facts/rational.ts';
import type { Filter } from '../graph/filter-graph.ts';
import { soundForm } from '../graph/sound-form.ts';
import { roundTo } from '../random/round-to.ts';

/** Sample rates that every container and AAC store as they are. */
const storedSampleRates = new Set([8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]);

/** Sound that starts this much before or after the picture, in seconds, is left as it is. */
const syncTolerance = 0.001;

/**
 * The facts that the first step of a chain meets, whatever the file was: upright, square pixels, an even size,
 * constant frame rate, 8-bit 4:2:0 in limited range, time from 0, sound in mono or stereo that ends with the
 * picture.
 */
export function normalizedFacts(facts: MediaFacts): MediaFacts {
  const { video } = facts;
  const { width, height } = presentedSize(facts);
  const rate = rationalToNumber(video.frameRate);
  const frameCount = video.variableFrameRate ? Math.round(facts.durationSeconds * rate) : video.frameCount;
  const upright: MediaFacts = {
    ...facts,
    video: {
      ...video,
      frameRate: keptRate(video.frameRate),
      variableFrameRate: false,
      pixelFormat: 'yuv420p',
      bitDepth: 8,
      rotationDegrees: 0,
      sampleAspectRatio: { numerator: 1, denominator: 1 },
      colorRange: 'limited',
      ...(video.highDynamicRange
        ? { colorSpace: 'bt709', colorTransfer: 'bt709', colorPrimaries: 'bt709' }
        : {}),
      highDynamicRange: false,
      startSeconds: 0,
    },
    audio: facts.audio === null ? null : { ...facts.audio, ...storedSound(facts.audio), startSeconds: 0 },
  };
  return withFrameCount(withSize(upright, width, height), Math.max(1, frameCount));
}

/** The largest numerator of a common rate, 240000/1001. */
const largestNumerator = 240_000;

/**
 * A rate that every filter reads as it is. Averages such as 1454080/51637 are rounded by those that make frames, which then
 * differ from the rest of the stream: ffmpeg takes the rate for unknown and repeats frames for ever.
 */
function keptRate(frameRate: Rational): Rational {
  return withSmallNumerator(frameRate, largestNumerator);
}

/** The filters that bring the picture of a file to {@link normalizedFacts}. ffmpeg itself has applied the rotation. */
export function normalizePicture(facts: MediaFacts): readonly Filter[] {
  const { video } = facts;
  const { frameRate, frameCount } = normalizedFacts(facts).video;
  const { width, height } = presentedSize(facts);
  const square = video.sampleAspectRatio.numerator === video.sampleAspectRatio.denominator;
  const filters: Filter[] = [{ name: 'setpts', options: { expr: 'PTS-STARTPTS' } }];
  if (!square || video.colorRange === 'full') {
    const range = video.colorRange === 'full' ? { in_range: 'full', out_range: 'limited' } : {};
    filters.push({ name: 'scale', options: { w: width, h: height, ...range } });
  } else if (width !== video.width || height !== video.height) {
    filters.push({ name: 'crop', options: { w: width, h: height, x: 0, y: 0, exact: 1 } });
  }
  if (video.highDynamicRange) filters.push(...toneMapping);
  if (video.pixelFormat !== 'yuv420p') filters.push({ name: 'format', options: { pix_fmts: 'yuv420p' } });
  filters.push({ name: 'setsar', options: { sar: '1' } });
  filters.push({ name: 'fps', options: { fps: rationalText(frameRate) } });
  // A file cut without decoding may hold frames past the end that it states, or lack its last ones.
  filters.push({ name: 'tpad', options: { stop: 2, stop_mode: 'clone' } });
  filters.push({ name: 'trim', options: { end_frame: frameCount } });
  return filters;
}

/** The filters that bring the sound of a file to {@link normalizedFacts}. */
export function normalizeSound(facts: MediaFacts, audio: AudioFacts): readonly Filter[] {
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
  // Fills gaps in the time stamps with silence, so that the sound stays in sync after them.
  filters.push({ name: 'aresample', options: { sample_rate: storedSound(audio).sampleRate, async: 1 } });
  filters.push(...endSound(normalizedFacts(facts)));
  return filters;
}

/** The filters that give the sound its stored form and let it end with the picture. */
export function endSound(facts: MediaFacts): readonly Filter[] {
  if (facts.audio === null) return [];
  const seconds = roundTo(facts.durationSeconds, 6);
  return [
    soundForm(storedSound(facts.audio)),
    // Sound that ended early would tell which outputs no step has touched.
    { name: 'apad', options: { whole_dur: seconds } },
    { name: 'atrim', options: { end: seconds } },
  ];
}

function presentedSize({ video }: MediaFacts): Record<'width' | 'height', number> {
  const shape = rationalToNumber(video.sampleAspectRatio);
  return { width: evenFloor(video.width * shape), height: evenFloor(video.height) };
}

function storedSound(audio: AudioFacts): Pick<AudioFacts, 'sampleRate' | 'channels'> {
  return {
    sampleRate: storedSampleRates.has(audio.sampleRate) ? audio.sampleRate : 48_000,
    channels: audio.channels === 1 ? 1 : 2,
  };
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
