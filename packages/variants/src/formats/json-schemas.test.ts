import { expect, test } from 'vitest';
import { eventJsonSchema, manifestJsonSchema, recordJsonSchema } from './json-schemas.ts';

test.each([
  ['record', recordJsonSchema],
  ['manifest', manifestJsonSchema],
  ['events', eventJsonSchema],
])('The JSON Schema of %s in docs is the one that the sources derive.', async (name, schema) => {
  const text = `${JSON.stringify(schema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../../../docs/formats/${name}.schema.json`);
});
