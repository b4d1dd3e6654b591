import { expect, test } from 'vitest';
import { counterPicture, readCounter } from './counter-picture.ts';

test('Every counter is read back from its picture.', () => {
  for (let counter = 0; counter < 65_536; counter += 13) {
    expect(readCounter(counterPicture(counter))).toBe(counter);
  }
});

test('A paler, brighter picture with noise still spells its counter.', () => {
  const picture = counterPicture(0xbeef).map((level, place) => 90 + level / 4 + ((place * 7919) % 21));
  expect(readCounter(picture)).toBe(0xbeef);
});

test('A picture without a counter, and the blend of two, spell none.', () => {
  expect(readCounter(new Uint8Array(96 * 64).fill(16))).toBeNull();
  const [one, other] = [counterPicture(0x1234), counterPicture(0x4321)];
  expect(readCounter(one.map((level, place) => (level + (other[place] ?? 0)) / 2))).toBeNull();
});
