import { expect, test } from 'vitest';
import { splitWords } from './split-words.ts';

test('Words end at blanks, and quotes keep together what is inside, which has no other meaning.', () => {
  expect(splitWords('  python3  detector.py\t--name="two words" ')).toEqual([
    ...['python3', 'detector.py', '--name=two words'],
  ]);
  expect(splitWords(`'a "b' "c \\"d" $HOME;ls`)).toEqual(['a "b', 'c "d', '$HOME;ls']);
  expect(splitWords('')).toEqual([]);
});

test('A quote that is not closed is refused.', () => {
  expect(() => splitWords('detector "one')).toThrow('has a quote that is not closed');
});
