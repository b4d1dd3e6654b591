import { expect, test } from 'vitest';
import type { ComparedSection } from './compare-results.ts';
import { guardRatios } from './guard-ratios.ts';

const ratios = (values: Readonly<Record<string, number>>): readonly ComparedSection[] =>
  Object.entries(values).map(([name, value]) => ({
    name,
    figures: [{ name: 'a / b', value, unit: 'x', better: 'less' }],
  }));

/** Guards `{ chain: 2, report: 1 }` against measurements, of which each gives only what it is asked for. */
async function guarded(...measurements: readonly Readonly<Record<string, number>>[]) {
  const asked: (readonly string[])[] = [];
  const { compared, worse } = await guardRatios(ratios({ chain: 2, report: 1 }), async names => {
    const values = measurements[asked.length] ?? {};
    asked.push(names);
    return ratios(values).filter(({ name }) => names.includes(name));
  });
  return { compared, asked, worse: worse.map(({ section }) => section) };
}

test('Ratios that are better, or a little worse, are measured once.', async () => {
  expect(await guarded({ chain: 2.4, report: 0.3 })).toEqual({
    ...{ compared: 2, asked: [['chain', 'report']], worse: [] },
  });
});

test('A ratio that is much worse is measured again alone, and named if it still is.', async () => {
  expect(await guarded({ chain: 3, report: 1 }, { chain: 2.9 })).toEqual({
    ...{ compared: 2, asked: [['chain', 'report'], ['chain']], worse: ['chain'] },
  });
  expect(await guarded({ chain: 3, report: 1 }, { chain: 2.1 })).toMatchObject({ worse: [] });
});

test('A ratio that is measured no more is an error, as nothing guards it.', async () => {
  await expect(guarded({ chain: 2 })).rejects.toThrow('The ratio "report, a / b" is committed');
});
