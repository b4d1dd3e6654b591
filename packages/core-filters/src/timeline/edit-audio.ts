import type { AudioFacts, MediaFacts } from '../facts/media-facts.ts';
import { rationalToNumber } from '../facts/rational.ts';
import { audioFormat } from '../graph/audio-format.ts';
import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import { roundTo } from '../round-to.ts';
import { clipAudio } from './clip-audio.ts';
import { framesOf, type Piece, type Timeline } from './timeline.ts';

/**
 * The filters that put audio into the order of a timeline, with silence where the timeline shows no moving
 * picture. Cuts are exact to the sample nearest to the edge of the frame.
 */
export function editAudio(facts: MediaFacts, audio: AudioFacts, timeline: Timeline): Fragment {
  const [only] = timeline;
  if (timeline.length === 1 && only?.kind === 'shown' && only.direction === 1)
    return cutOut(facts, audio, only);

  const read = timeline.flatMap((piece, index) => (piece.kind === 'shown' ? [`piece${index}`] : []));
  const joined = timeline.map((_, index) => `joined${index}`);
  const whole = roundTo(facts.durationSeconds, 6);
  return {
    chains: [
      {
        inputs: ['in'],
        filters: [
          audioFormat(audio),
          // Audio that ended before the video would pull everything after it forwards.
          { name: 'apad', options: { whole_dur: whole } },
          { name: 'asplit', options: { outputs: read.length } },
        ],
        outputs: read,
      },
      ...timeline.map((piece, index) => pieceChain(facts, audio, piece, index)),
      {
        inputs: joined,
        filters: [{ name: 'concat', options: { n: timeline.length, v: 0, a: 1 } }, ...countedSamples(audio)],
        outputs: ['out'],
      },
    ],
  };
}

function pieceChain(facts: MediaFacts, audio: AudioFacts, piece: Piece, index: number): FilterChain {
  const outputs = [`joined${index}`];
  if (piece.kind === 'clip' && piece.asset.hasAudio) {
    const skipSeconds = secondsAt(facts, piece.skip);
    return clipAudio(
      piece.asset,
      audio,
      { skipSeconds, seconds: secondsAt(facts, piece.frames) },
      `joined${index}`,
    );
  }
  if (piece.kind !== 'shown') return { inputs: [], filters: silence(facts, audio, framesOf(piece)), outputs };
  return { inputs: [`piece${index}`], filters: cutOut(facts, audio, piece), outputs };
}

function silence(facts: MediaFacts, audio: AudioFacts, frames: number): readonly Filter[] {
  const options = {
    exprs: audio.channels === 1 ? '0' : '0|0',
    duration: secondsAt(facts, frames),
    sample_rate: audio.sampleRate,
    channel_layout: audio.channels === 1 ? 'mono' : 'stereo',
  };
  return [{ name: 'aevalsrc', options }, audioFormat(audio)];
}

function cutOut(
  facts: MediaFacts,
  audio: AudioFacts,
  { first, end, direction }: Extract<Piece, { kind: 'shown' }>,
): readonly Filter[] {
  return [
    { name: 'atrim', options: { start: secondsAt(facts, first), end: secondsAt(facts, end) } },
    ...(direction === 1 ? [] : [{ name: 'areverse', options: {} }]),
    ...countedSamples(audio),
  ];
}

/**
 * Times that follow from the samples before, exactly: audio played backwards keeps the times of other samples, and
 * joining rounds them to microseconds.
 */
function countedSamples({ sampleRate }: AudioFacts): readonly Filter[] {
  return [
    { name: 'asettb', options: { expr: `1/${sampleRate}` } },
    { name: 'asetpts', options: { expr: 'N' } },
  ];
}

function secondsAt(facts: MediaFacts, frame: number): number {
  return roundTo(frame / rationalToNumber(facts.video.frameRate), 6);
}
