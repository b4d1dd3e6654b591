import { expect, test } from 'vitest';
import { requestOptionNames } from './batch-request.ts';
import { requestJsonSchema } from './request-json-schema.ts';

test('The JSON Schema of requests in docs is the one that requests are parsed with.', async () => {
  const text = `${JSON.stringify(requestJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/formats/request.schema.json');
});

test('Every option that a request may set is described.', () => {
  const { properties } = requestJsonSchema() as { readonly properties: Readonly<Record<string, object>> };
  expect(requestOptionNames.filter(name => !('description' in (properties[name] ?? {})))).toEqual([]);
});
