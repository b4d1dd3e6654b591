import { expect, test } from 'vitest';
import { Emitter } from './emitter.ts';

interface Events {
  'thing:done': number;
  'thing:lost': string;
}

test('listeners get the events of their name until they stop listening.', () => {
  const emitter = new Emitter<Events>();
  const heard: number[] = [];
  const stop = emitter.on('thing:done', event => heard.push(event));
  emitter.emit('thing:done', 1);
  emitter.emit('thing:lost', 'x');
  stop();
  emitter.emit('thing:done', 2);
  expect(heard).toEqual([1]);
});

test('it knows whether anyone listens.', () => {
  const emitter = new Emitter<Events>();
  expect(emitter.has('thing:done')).toBe(false);
  const stop = emitter.on('thing:done', () => {});
  expect(emitter.has('thing:done')).toBe(true);
  stop();
  expect(emitter.has('thing:done')).toBe(false);
});
