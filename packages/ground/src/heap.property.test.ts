import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

test('a heap gives back what was put in, in order, however adding and taking alternate.', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant('take' as const))), steps => {
      const heap = new Heap<number>((a, b) => a < b);
      const reference: number[] = [];
      for (const step of steps) {
        if (step === 'take') {
          expect(heap.pop()).toBe(reference.shift());
        } else {
          heap.push(step);
          reference.push(step);
          reference.sort((a, b) => a - b);
        }
        expect(heap.peek()).toBe(reference[0]);
      }
    }),
  );
});
