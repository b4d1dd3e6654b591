import { expect, test } from 'vitest';
import { optionsSchema } from './options-schema.ts';

test('The JSON Schema in docs is the one that the list of options derives.', async () => {
  const text = `${JSON.stringify(optionsSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/formats/options.schema.json');
});
