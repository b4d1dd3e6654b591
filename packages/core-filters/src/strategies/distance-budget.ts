import { hashDistanceOf } from '../catalogue/hash-distance.ts';
import { type Level, levelPositions, numbersByLevel, positionOf } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';

/**
 * Bits by which all steps of a chain together may move the PDQ hash of a frame, at levels below `medium`. A match is up to
 * 31 bits.
 */
const budgets = numbersByLevel({ light: 23, medium: 62, strong: 62 }, 8);

/** How finely levels are looked for. */
const grid = 1 / 256;

/** Bits that a chain may use at a level; infinite from `medium` on, where chains go as far as they go. */
export function distanceBudget(level: Level): number {
  return positionOf(level) < levelPositions.medium ? budgets(level) : Number.POSITIVE_INFINITY;
}

/** The level whose budget a number of bits is; `medium` for what is above all budgets. */
export function levelOfBudget(bits: number): Level {
  let [within, beyond] = [0, levelPositions.medium];
  if (bits >= budgets(beyond)) return beyond;
  while (beyond - within > grid) {
    const middle = (within + beyond) / 2;
    if (budgets(middle) <= bits) within = middle;
    else beyond = middle;
  }
  return within;
}

/** Bits by which steps that are drawn at a level move a hash together: independent moves add up as their squares do. */
export function distanceTogether(steps: readonly Transformation[], level: Level): number {
  return Math.hypot(...steps.map(step => hashDistanceOf(step, level)));
}

/**
 * The highest level up to a given one at which steps stay within a budget together; 0 where none does.
 *
 * @param budget - bits. @default that of the level
 */
export function levelWithin(
  steps: readonly Transformation[],
  level: Level,
  budget: number = distanceBudget(level),
): Level {
  if (distanceTogether(steps, level) <= budget) return level;
  let [within, beyond] = [0, positionOf(level)];
  while (beyond - within > grid) {
    const middle = (within + beyond) / 2;
    if (distanceTogether(steps, middle) <= budget) within = middle;
    else beyond = middle;
  }
  return within;
}
