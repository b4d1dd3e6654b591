import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../provision/workspace.mjs';
import { readSkipList } from './skip-list.ts';

/** Every text in quotation marks of a file, as a pattern: where a title is filled in, anything may stand. */
function titlesIn(source: string): readonly RegExp[] {
  const quoted = [...source.matchAll(/(['"`])((?:\\.|(?!\1).)*)\1/g)].map(([, , text = '']) => text);
  return quoted.map(text => {
    const parts = text.replaceAll(/\\(.)/g, '$1').split(/%[sdifjo]|\$\{[^}]*\}|\$\w+/);
    return new RegExp(`^${parts.map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
  });
}

// The tiers find this too, the slow one an hour after the title was changed.
test('every test that may be skipped is written in its file', () => {
  const missing = readSkipList().flatMap(({ file, test }) => {
    const path = join(rootFolder, file);
    const titles = existsSync(path) ? titlesIn(readFileSync(path, 'utf8')) : [];
    return test
      .split(' > ')
      .filter(part => !titles.some(title => title.test(part)))
      .map(part => `${file} > ${part}`);
  });
  expect(missing).toEqual([]);
});
