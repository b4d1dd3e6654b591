import type { z } from 'zod';
import { evenFloor } from '../../facts/change-facts.ts';
import type { Size } from '../../ir/geometry.ts';
import { decimal } from '../../parameters.ts';

const share = (side: string): z.ZodNumber =>
  decimal({
    unit: 'fraction of what is cut off',
    min: 0,
    max: 1,
    decimals: 3,
    description: `share cut off ${side}`,
  });

/** Parameters that say where a window lies in the picture. */
export const windowPlace = { x: share('on the left'), y: share('at the top') };

/** A part of a picture, in pixels. */
export interface PictureWindow extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * The window of about a wanted size at a place. Sizes and offsets are even, which keeps the planes of a 4:2:0
 * picture aligned.
 */
export function windowOf(
  picture: Size,
  wanted: Size,
  place: { readonly x: number; readonly y: number },
): PictureWindow {
  const width = evenFloor(wanted.width);
  const height = evenFloor(wanted.height);
  const offset = (free: number, fraction: number): number => 2 * Math.floor((free * fraction) / 2);
  return {
    width,
    height,
    x: offset(picture.width - width, place.x),
    y: offset(picture.height - height, place.y),
  };
}
