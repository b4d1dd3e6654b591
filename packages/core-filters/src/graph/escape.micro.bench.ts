import { test } from 'vitest';
import { escapeOptionValue } from './escape.ts';

const text = "It's 100 %: [a], b; c=d \\ 'quoted' ".repeat(4);

test('escaping', async ({ bench }) => {
  await bench(`escape ${text.length} characters`, () => void escapeOptionValue(text)).run();
});
