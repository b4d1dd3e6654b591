import { expect, test } from 'vitest';
import { parseSteps } from './parse-steps.ts';

test('Steps keep their order, and their parameters are rounded to the grid.', () => {
  const steps = [
    { name: 'rotate', params: { degrees: 5.001, colour: '000000' } },
    { name: 'horizontal_flip' },
  ];
  expect(parseSteps(steps)).toEqual([
    { name: 'rotate', params: { degrees: 5, colour: '000000' } },
    { name: 'horizontal_flip', params: {} },
  ]);
});

test.each([
  [{}, 'degrees is missing, colour is missing'],
  [{ degrees: 900, colour: '000000' }, 'degrees cannot be 900'],
  [{ degrees: 5, colour: 'red' }, 'colour cannot be "red"'],
  [{ degrees: 5, colour: '000000', speed: 1 }, 'there is no parameter speed'],
])('A step with the parameters %j is refused with what it takes.', (params, problem) => {
  const steps = [{ name: 'horizontal_flip' }, { name: 'rotate', params }];
  expect(() => parseSteps(steps)).toThrow(
    expect.objectContaining({
      code: 'STEP_INVALID',
      index: 1,
      message: `Step 2, rotate: ${problem}. rotate takes degrees (-180 to 180 degrees clockwise), colour (six hex digits, rrggbb).`,
    }),
  );
});

test('A name that is unknown is refused with those that are like it.', () => {
  expect(() => parseSteps([{ name: 'Rotate' }])).toThrow(/Step 1, Rotate: .* did you mean rotate\?/);
  expect(() => parseSteps([{ name: 'sing' }])).toThrow(/variegate catalogue/);
});

test('A parameter that is nearly one is asked for.', () => {
  expect(() => parseSteps([{ name: 'rotate', params: { degrees: 5, color: '000000' } }])).toThrow(
    'there is no parameter color; did you mean colour? rotate takes degrees',
  );
});
