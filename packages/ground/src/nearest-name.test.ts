import { expect, test } from 'vitest';
import { didYouMean } from './nearest-name.ts';

const names = ['crop', 'rotate', 'horizontal_flip', 'hstack', 'vstack', 'hue'];

test.each([
  ['crpo', '; did you mean crop?'],
  ['Rotate', '; did you mean rotate?'],
  ['rotat', '; did you mean rotate?'],
  ['horizontal-flip', '; did you mean horizontal_flip?'],
  ['flip', '; did you mean horizontal_flip?'],
  ['xstack', '; did you mean hstack or vstack?'],
  ['sing', ''],
  ['', ''],
])('Whoever writes %j is asked for what is called nearly like that: %j', (wanted, hint) => {
  expect(didYouMean(wanted, names)).toBe(hint);
});
