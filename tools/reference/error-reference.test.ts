import { expect, test } from 'vitest';
import { errorReference } from './error-reference.ts';
import { readErrors } from './read-errors.ts';

test('The reference of errors in docs is the one that the sources derive.', async () => {
  await expect(errorReference()).toMatchFileSnapshot('../../docs/errors.md');
});

test('Every error class says what has happened and what to do, and the reference has every code.', () => {
  const reference = errorReference();
  const entries = readErrors();
  expect(entries.length).toBeGreaterThan(80);
  for (const { code, cause, remedy, retry } of entries) {
    expect(reference).toContain(`| \`${code}\` |`);
    if (retry === null) continue;
    expect(cause, code).toMatch(/\.$/);
    expect(remedy, `@remedy of ${code}`).toMatch(/\.$/);
  }
});
