import { expect, test } from 'vitest';
import { BudgetKeeper, type BudgetReading, type BudgetSource } from './budget-keeper.ts';

/** A source that is answered by hand. */
function handSource() {
  let pending = Promise.withResolvers<BudgetReading>();
  const asked: number[] = [];
  const source: BudgetSource = {
    read(ownBytes) {
      asked.push(ownBytes);
      pending = Promise.withResolvers();
      return pending.promise;
    },
  };
  const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
  return {
    source,
    asked,
    answer: (budgetBytes: number) => {
      pending.resolve({ budgetBytes, ceilingBytes: 2 * budgetBytes });
      return turn();
    },
    fail: () => {
      pending.reject(new Error('cannot be read'));
      return turn();
    },
  };
}

test('a number of bytes is known at once and never changes.', () => {
  const keeper = new BudgetKeeper(500, () => {});
  keeper.wake(1e9, 0);
  expect([keeper.bytes, keeper.ceilingBytes]).toEqual([500, 500]);
});

test('a source is asked once a second, with what the tasks take, and its readings are reported.', async () => {
  const { source, asked, answer } = handSource();
  let changes = 0;
  const keeper = new BudgetKeeper(source, () => {
    changes += 1;
  });
  expect([keeper.bytes, keeper.ceilingBytes]).toEqual([null, Number.POSITIVE_INFINITY]);
  keeper.wake(0, 0);
  keeper.poll(5_000, 1);
  expect(asked).toEqual([0]);
  await answer(700);
  expect([keeper.bytes, keeper.ceilingBytes, changes]).toEqual([700, 1_400, 1]);
  keeper.poll(999, 2);
  keeper.poll(1_000, 3);
  expect(asked).toEqual([0, 3]);
});

test('after a rest an old reading counts for nothing, a recent one still does.', async () => {
  const { source, answer } = handSource();
  const keeper = new BudgetKeeper(source, () => {});
  keeper.wake(0, 0);
  await answer(700);
  keeper.wake(999, 0);
  expect(keeper.bytes).toBe(700);
  keeper.wake(1_000, 0);
  expect(keeper.bytes).toBeNull();
});

test('a reading that fails leaves the last one in force; without any, one task at a time may run.', async () => {
  const { source, answer, fail } = handSource();
  const keeper = new BudgetKeeper(source, () => {});
  keeper.wake(0, 0);
  await fail();
  expect([keeper.bytes, keeper.ceilingBytes]).toEqual([0, Number.POSITIVE_INFINITY]);
  keeper.poll(1_000, 0);
  await answer(700);
  keeper.poll(2_000, 0);
  await fail();
  expect(keeper.bytes).toBe(700);
});
