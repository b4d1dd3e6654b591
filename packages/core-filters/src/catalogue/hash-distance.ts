import { type Level, numbersByLevel } from './level.ts';
import type { Transformation } from './transformation.ts';

/** Bits of 256 by which a step moves the PDQ hash of a frame on average, drawn at a level. */
export function hashDistanceOf({ hashDistance }: Transformation, level: Level): number {
  return hashDistance === undefined ? 0 : numbersByLevel(hashDistance, hashDistance.least)(level);
}
