import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLogistic, probabilityOf } from './logistic-fit.ts';

/** Rows with given features, so many of them true. */
function cells(...groups: readonly (readonly [features: readonly number[], total: number, right: number])[]) {
  const rows: Uint16Array[] = [];
  const outcomes: number[] = [];
  for (const [features, total, right] of groups) {
    for (let row = 0; row < total; row++) {
      rows.push(Uint16Array.from(features));
      outcomes.push(row < right ? 1 : 0);
    }
  }
  return { features: 2, rows, outcomes: Uint8Array.from(outcomes) };
}

test('Of two features that mostly come together, the fit blames the one that does it.', () => {
  const model = fitLogistic(cells([[], 400, 380], [[0, 1], 300, 60], [[0], 60, 12], [[1], 60, 57]));
  expect(model[1]).toBeLessThan(-3);
  expect(Math.abs(model[2] as number)).toBeLessThan(0.5);
});

test('What separates perfectly stays finite, and so does an outcome that never changes.', () => {
  const model = fitLogistic(cells([[], 50, 50], [[0], 50, 0]));
  expect(probabilityOf(model, Uint16Array.of(0))).toBeLessThan(0.1);
  expect(probabilityOf(model, Uint16Array.of())).toBeGreaterThan(0.9);
  expect([...model].every(Number.isFinite)).toBe(true);
  expect(probabilityOf(fitLogistic(cells([[0], 20, 20])), Uint16Array.of(0))).toBeGreaterThan(0.9);
});

test('At the solution the penalised gradient is nothing, whatever the data.', () => {
  const row = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), drawn => {
      // Both outcomes without features keep the intercept bounded.
      const all = [...drawn, [false, false, true, 1] as const, [false, false, false, 1] as const];
      const rows = all.map(([a, b]) => Uint16Array.from([...(a ? [0] : []), ...(b ? [1] : [])]));
      const outcomes = Uint8Array.from(all, ([, , right]) => Number(right));
      const weightOf = (place: number) => all[place]?.[3] ?? 0;
      const model = fitLogistic({ features: 2, rows, outcomes }, weightOf);
      const gradient = [0, 1, 2].map(place => {
        const sum = rows.reduce((total, features, index) => {
          const has = place === 0 || features.includes(place - 1);
          const residual = (outcomes[index] as number) - probabilityOf(model, features);
          return total + (has ? weightOf(index) * residual : 0);
        }, 0);
        return sum - (place === 0 ? 0 : (model[place] as number));
      });
      for (const part of gradient) expect(Math.abs(part)).toBeLessThan(1e-2);
    }),
  );
});
