import { expect, test } from 'vitest';
import { HeadingIds } from './heading-ids.ts';

test('Headings get the ids that GitHub gives them, and no id twice.', () => {
  const ids = new HeadingIds();
  expect(
    [
      'variegate recipe <action> [recipe]',
      'VSC2022’s own: “evaluator”',
      'Größe_1 – zwei',
      'Throws',
      'Throws',
    ].map(text => ids.next(text)),
  ).toEqual([
    'variegate-recipe-action-recipe',
    'vsc2022s-own-evaluator',
    'größe_1--zwei',
    'throws',
    'throws-1',
  ]);
});
