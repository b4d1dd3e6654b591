import { expect, test } from 'vitest';
import type { LoadReading, LoadSignal } from './load-signal.ts';
import { SignalBoard } from './signal-board.ts';

/** A signal that is answered by hand. */
function handSignal(name: string) {
  let pending = Promise.withResolvers<LoadReading>();
  let reads = 0;
  const signal: LoadSignal = {
    name,
    read() {
      reads += 1;
      pending = Promise.withResolvers();
      return pending.promise;
    },
  };
  return { signal, answer: (reading: LoadReading) => pending.resolve(reading), reads: () => reads };
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
const freely: LoadReading = { start: 'freely', evict: false, detail: '' };

test('nothing may start before every signal has been read once.', async () => {
  const [a, b] = [handSignal('a'), handSignal('b')];
  const board = new SignalBoard([a.signal, b.signal], () => {});
  board.wake(0);
  a.answer(freely);
  await turn();
  expect(board.now().start).toBe('no');
  b.answer(freely);
  await turn();
  expect(board.now()).toEqual({ start: 'freely', evict: null });
});

test('a signal is read again only when its interval has passed and its last reading has come in.', async () => {
  const { signal, answer, reads } = handSignal('slow');
  const board = new SignalBoard([signal], () => {});
  board.wake(0);
  board.poll(5_000);
  expect(reads()).toBe(1);
  answer(freely);
  await turn();
  board.poll(5_000);
  expect(reads()).toBe(2);
  answer(freely);
  await turn();
  board.poll(5_999);
  expect(reads()).toBe(2);
});

test('after a rest an old word counts for nothing, a recent one still does.', async () => {
  const { signal, answer } = handSignal('a');
  const board = new SignalBoard([signal], () => {});
  board.wake(0);
  answer(freely);
  await turn();
  board.wake(999);
  expect(board.now().start).toBe('freely');
  board.wake(1_000);
  expect(board.now().start).toBe('no');
});

test('a change is reported once, with the name of the signal that calls for an eviction.', async () => {
  const { signal, answer } = handSignal('memory');
  const changes: string[] = [];
  const board = new SignalBoard([signal], (name, { start, evict }) =>
    changes.push(`${name} ${start} ${evict}`),
  );
  for (const [at, evict] of [
    [0, false],
    [1_000, true],
    [2_000, true],
  ] as const) {
    board.poll(at);
    answer({ start: 'if-idle', evict, detail: '95 %' });
    await turn();
  }
  expect(changes).toEqual(['memory if-idle false', 'memory if-idle true']);
  expect(board.now().evict).toBe('memory: 95 %');
});
