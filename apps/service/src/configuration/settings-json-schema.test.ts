import { expect, test } from 'vitest';
import { settingsJsonSchema } from './settings-json-schema.ts';

test('The JSON Schema of settings in docs is the one that the registry derives.', async () => {
  const text = `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/formats/settings.schema.json');
});
