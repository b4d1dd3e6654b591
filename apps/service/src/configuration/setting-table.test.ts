import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { settingDefinitions, settingNames } from './setting-registry.ts';

test('The table of settings in docs is the one that the registry derives.', async () => {
  const rows = settingNames.map(name => {
    const { variable, description, default: usual } = settingDefinitions[name];
    return `| \`${name}\` | \`${variable}\` | ${description} | ${usual} |`;
  });
  const table = ['| setting | variable | meaning | default |', '|---|---|---|---|', ...rows].join('\n');
  const page = await readFile(new URL('../../../../docs/deployment.md', import.meta.url), 'utf8');
  const written = /<!-- settings: .* -->\n([\s\S]*?)\n<!-- end of settings -->/.exec(page)?.[1];
  expect(written).toBe(table);
});
