import { type Rational, rationalText } from '../facts/rational.ts';
import type { Filter } from './filter-graph.ts';

/** How many frames there are, and how many of them a second. */
export interface FrameCount {
  readonly frameRate: Rational;
  /** 1 or more. */
  readonly frameCount: number;
}

/** One more frame than there is, so that whatever asks for an end is cut and never left to a guess about the last frame. */
const oneMore: Filter = { name: 'tpad', options: { stop: 1, stop_mode: 'clone' } };

/**
 * The filters that give frames their times by counting them. Filters with several inputs, and those that repeat frames, guess
 * how long a frame lasts, each version of ffmpeg in its own way; counting is exact.
 */
export function countedTimes({ frameRate, frameCount }: FrameCount): readonly Filter[] {
  const { numerator, denominator } = frameRate;
  const tick = rationalText({ numerator: denominator, denominator: numerator });
  return [
    oneMore,
    { name: 'settb', options: { expr: tick } },
    { name: 'setpts', options: { expr: 'N' } },
    { name: 'trim', options: { end_frame: frameCount } },
  ];
}

/** The filters that show a picture, whose frames have times, as so many frames at a rate; the last one for longer where frames lack. */
export function framesAtRate({ frameRate, frameCount }: FrameCount): readonly Filter[] {
  return [
    { name: 'fps', options: { fps: rationalText(frameRate) } },
    { name: 'tpad', options: { stop: 2, stop_mode: 'clone' } },
    { name: 'trim', options: { end_frame: frameCount } },
  ];
}
