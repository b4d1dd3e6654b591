import { expect, test } from 'vitest';
import { median, momentText } from './figures.ts';
import { parameterWords } from './parameter-words.ts';
import { segmentWords } from './segment-words.ts';

test('Parameters are shown by name, value with unit, and meaning; shares in percent, colours as colours.', () => {
  expect(parameterWords({ name: 'crop', params: { width: 0.9134 } })).toEqual([
    'width: 91.34 % of the width (width kept)',
  ]);
  expect(parameterWords({ name: 'echo', params: { delayMs: 46 } })).toEqual([
    'delay: 46 milliseconds (time to the repetition)',
  ]);
  expect(parameterWords({ name: 'pad', params: { colour: '00ff00' } })).toEqual([
    'colour: #00ff00 (colour of the bars)',
  ]);
});

test('Of an asset the kind and the start of its digest are shown, of a step of another module what is known.', () => {
  const asset = { sha256: 'e5d8b289e0387e80'.repeat(4), kind: 'image', width: 640 };
  expect(parameterWords({ name: 'insert_clip', params: { asset } })[0]).toContain(
    'asset: image e5d8b289e038…',
  );
  expect(parameterWords({ name: 'unknown_step', params: { someValue: 2, other: [1] } })).toEqual([
    'some value: 2',
    'other: [1]',
  ]);
});

test('What is shown of the source is a sentence for each stretch, with speed, direction, stills and what is foreign.', () => {
  const whole = { variantStart: 0, variantEnd: 10, sourceStart: 0, sourceEnd: 10, direction: 1 } as const;
  expect(segmentWords([whole], 10)).toEqual(['It shows 0:00.0 to 0:10.0 of the source.']);
  expect(segmentWords([{ ...whole, sourceEnd: 65 }], 12)).toEqual([
    'It shows 0:00.0 to 1:05.0 of the source at 6.5 times its speed.',
    '2.0 s of it are not from the source.',
  ]);
  const still = { ...whole, variantStart: 10, variantEnd: 11, sourceStart: 4, sourceEnd: 4 };
  expect(segmentWords([{ ...whole, direction: -1 }, still], 11)).toEqual([
    'It shows 2 stretches of the source:',
    'From 0:00.0: 0:00.0 to 0:10.0 of the source, backwards.',
    'From 0:10.0: the frame at 0:04.0, held for 1.0 s.',
  ]);
  expect(segmentWords([], 3)).toEqual(['It shows nothing of its source.']);
});

test('Moments are rounded before they are split into minutes, and the median of an even number lies between two.', () => {
  expect(momentText(59.97)).toBe('1:00.0');
  expect([median([]), median([3]), median([4, 1, 2, 9])]).toEqual([null, 3, 3]);
});
