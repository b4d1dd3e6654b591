import { z } from 'zod';
import type { Range } from '../random-stream.ts';
import { roundTo } from '../round-to.ts';

/** Names of levels: `light` is hard to see, `medium` is plain to see, `strong` is drastic. */
export const levels = ['light', 'medium', 'strong'] as const;

/** One of the names. */
export type LevelName = (typeof levels)[number];

/** How far a strategy goes: 0 (as little as it can) to 1, or the name of a point between. */
export type Level = LevelName | number;

/**
 * A level as a number, on a grid of thousandths.
 *
 * @param error - what is said of anything else. @default what zod says
 */
export const levelNumber = (error?: string) =>
  z
    .number({ error })
    .min(0, { error })
    .max(1, { error })
    .overwrite(value => roundTo(value, 3));

/** A level as it is written. */
export const levelSchema = z.union([z.enum(levels), levelNumber()]);

/** Where the named points are. */
export const levelPositions: Readonly<Record<LevelName, number>> = { light: 0.25, medium: 0.5, strong: 1 };

/** Something for each named point, from which what belongs to any level follows. */
type ByName<T> = Readonly<Record<LevelName, T>>;

/** A level as a number, 0..1. */
export function positionOf(level: Level): number {
  return typeof level === 'number' ? level : levelPositions[level];
}

/** The named point that a level is nearest to; of two, the milder. */
export function nearestLevel(level: Level): LevelName {
  const position = positionOf(level);
  const away = (name: LevelName): number => Math.abs(levelPositions[name] - position);
  return levels.reduce((nearest, name) => (away(name) < away(nearest) ? name : nearest));
}

/**
 * A number that goes straight from point to point.
 *
 * @param none - what it is at 0. @default what it is at `light`
 */
export function numbersByLevel(
  points: ByName<number>,
  none: number = points.light,
): (level: Level) => number {
  const { light, medium, strong } = levelPositions;
  const between = (from: number, to: number, share: number): number => from * (1 - share) + to * share;
  return level => {
    const position = positionOf(level);
    if (position <= light) return between(none, points.light, position / light);
    if (position <= medium) {
      return between(points.light, points.medium, (position - light) / (medium - light));
    }
    return between(points.medium, points.strong, (position - medium) / (strong - medium));
  };
}

/** A range whose ends go straight from point to point; at 0 it is the mildest value that it holds at `light`. */
export function rangesByLevel(points: ByName<Range>): (level: Level) => Range {
  const middle = ([lowest, highest]: Range): number => lowest + highest;
  const mildest = points.light[middle(points.strong) > middle(points.light) ? 0 : 1];
  const end = (place: 0 | 1): ((level: Level) => number) =>
    numbersByLevel(
      { light: points.light[place], medium: points.medium[place], strong: points.strong[place] },
      mildest,
    );
  const [lowest, highest] = [end(0), end(1)];
  return level => [lowest(level), highest(level)];
}

/** As {@link rangesByLevel}, of whole numbers. */
export function wholeRangesByLevel(points: ByName<Range>): (level: Level) => Range {
  const ranges = rangesByLevel(points);
  return level => {
    const [lowest, highest] = ranges(level);
    return [Math.round(lowest), Math.round(highest)];
  };
}

/** What cannot lie between points: that of the nearest one. */
export function choicesByLevel<const T>(points: ByName<T>): (level: Level) => T {
  return level => points[nearestLevel(level)];
}
