import type { Check } from './check.ts';
import { commands } from './commands.ts';
import { estimates } from './estimates.ts';
import { samePicture } from './same-picture.ts';
import { tagsAndPixels } from './tags-and-pixels.ts';
import { testTiers } from './test-tiers.ts';
import { transformations } from './transformations.ts';

/** All checks, in the order of the page. */
export const checks: readonly Check[] = [
  transformations,
  samePicture,
  estimates,
  tagsAndPixels,
  commands,
  testTiers,
];
