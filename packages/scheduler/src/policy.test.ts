import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { policy } from './policy.ts';

const record = new URL('../../../docs/adr/0005-scheduler-numbers.md', import.meta.url);

test('the decision record states the origin and the value of every number.', async () => {
  const text = await readFile(record, 'utf8');
  const stated = new Map<string, string>();
  for (const [, names = '', values = ''] of text.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| ([^|]+) \|/gm)) {
    const numbers = values.replaceAll(',000', '000').match(/\d+(?:\.\d+)?/g) ?? [];
    for (const [at, name] of names.replaceAll('`', '').split(', ').entries())
      stated.set(name, numbers[at] ?? '');
  }
  for (const [name, value] of Object.entries(policy)) expect(stated.get(name), name).toBe(String(value));
});
