import { expect, test } from 'vitest';
import { policy } from '../policy.ts';
import { FairPriorityQueue, type Waiter } from './fair-priority-queue.ts';

interface Person extends Waiter<Person> {
  readonly name: string;
}

function lineOf(people: readonly Partial<Person>[]): FairPriorityQueue<Person> {
  const line = new FairPriorityQueue<Person>();
  for (const [index, person] of people.entries()) {
    line.add({
      id: index + 1,
      name: String(index + 1),
      priority: 0,
      group: '',
      expectedSeconds: 0,
      addedAtMs: 0,
      entry: null,
      ...person,
    });
  }
  return line;
}

/** Starts all, one schedule at a time, and returns their names in order. */
function startAll(line: FairPriorityQueue<Person>, nowMs = 0): string {
  const names: string[] = [];
  for (;;) {
    const [first] = line.inTurn(nowMs);
    if (first === undefined) return names.join(' ');
    line.start(first);
    names.push(first.name);
  }
}

test('the longest predicted goes first; equals go by age.', () => {
  const line = lineOf([
    { name: 'short', expectedSeconds: 1 },
    { name: 'long', expectedSeconds: 9 },
    { name: 'late', expectedSeconds: 1 },
  ]);
  expect(startAll(line)).toBe('long short late');
});

test('higher priority goes before longer prediction.', () => {
  const line = lineOf([
    { name: 'long', expectedSeconds: 9 },
    { name: 'urgent', priority: 1 },
    { name: 'whenever', priority: -1 },
  ]);
  expect(startAll(line)).toBe('urgent long whenever');
});

test('as many priorities as there are tasks are kept in order.', () => {
  const priorities = [5, -3, 99, 0, 7, 42, -8, 1];
  const line = lineOf(priorities.map(priority => ({ name: String(priority), priority })));
  expect(startAll(line)).toBe('99 42 7 5 1 0 -3 -8');
});

test('groups take turns, the one with the longest task first in each round.', () => {
  const line = lineOf([
    { name: 'a1', group: 'a', expectedSeconds: 5 },
    { name: 'a2', group: 'a', expectedSeconds: 5 },
    { name: 'a3', group: 'a', expectedSeconds: 5 },
    { name: 'b1', group: 'b', expectedSeconds: 7 },
    { name: 'b2', group: 'b', expectedSeconds: 2 },
  ]);
  expect(startAll(line)).toBe('b1 a1 a2 b2 a3');
});

test('a group that comes late takes turns from then on, without making up for its absence.', () => {
  const line = lineOf(['a1', 'a2', 'a3', 'a4'].map(name => ({ name, group: 'a' })));
  for (const name of ['a1', 'a2']) {
    const [first] = line.inTurn(0);
    expect(first?.name).toBe(name);
    if (first) line.start(first);
  }
  for (const [index, name] of ['b1', 'b2', 'b3'].entries()) {
    line.add({
      id: 10 + index,
      name,
      priority: 0,
      group: 'b',
      expectedSeconds: 0,
      addedAtMs: 0,
      entry: null,
    });
  }
  expect(startAll(line)).toBe('b1 a3 b2 a4 b3');
});

test('an entry that is put back keeps the turn it had.', () => {
  const line = lineOf([
    { name: 'a1', group: 'a', expectedSeconds: 3 },
    { name: 'a2', group: 'a', expectedSeconds: 2 },
    { name: 'b1', group: 'b', expectedSeconds: 1 },
  ]);
  const drawn = [...line.inTurn(0)];
  expect(drawn.map(({ name }) => name)).toEqual(['a1', 'b1', 'a2']);
  for (const person of drawn) line.putBack(person);
  expect(line.size).toBe(3);
  expect(startAll(line)).toBe('a1 b1 a2');
});

test('an entry that leaves is never drawn, and the count follows.', () => {
  const line = lineOf([{ name: 'stays' }, { name: 'leaves', expectedSeconds: 9 }]);
  const leaving = [...line.inTurn(0)].find(({ name }) => name === 'leaves');
  for (const person of [...line.inTurn(0)]) line.putBack(person);
  if (leaving) {
    line.putBack(leaving);
    line.leave(leaving);
    line.leave(leaving);
  }
  expect(line.size).toBe(1);
});

test('once the eldest has waited too long, every eighth start is its, past any priority.', () => {
  const line = lineOf([
    { name: 'old', priority: -5 },
    { name: 'older still', priority: -9 },
    ...Array.from({ length: 20 }, () => ({ name: '.', priority: 5, expectedSeconds: 3 })),
  ]);
  const order = startAll(line, policy.backfillMs).split(' ');
  expect(order.indexOf('old')).toBe(policy.eldestEvery - 1);
  expect(order.indexOf('older')).toBe(2 * policy.eldestEvery - 1);
});

test('an eldest that has not waited long gets no start out of turn.', () => {
  const line = lineOf([{ name: 'old', priority: -5 }, ...Array.from({ length: 20 }, () => ({ name: '.' }))]);
  expect(startAll(line, policy.backfillMs - 1).endsWith('old')).toBe(true);
});
