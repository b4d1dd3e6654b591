import type { z } from 'zod';
import { decimal } from '../../parameters.ts';

const share = (side: string, from: string): z.ZodNumber =>
  decimal({
    unit: `fraction of the free ${side}`,
    min: 0,
    max: 1,
    decimals: 3,
    description: `place from the ${from}`,
  });

/** Parameters that say where a drawing lies: 0 at the left or the top, 1 at the right or the bottom. */
export const drawingPlace = { x: share('width', 'left'), y: share('height', 'top') };
