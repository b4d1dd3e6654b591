import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { evaluationLineSchema } from './evaluation-schema.ts';

test('The JSON Schema in docs is the one that lines are held against.', async () => {
  const schema = `${JSON.stringify(z.toJSONSchema(evaluationLineSchema), null, 2)}\n`;
  await expect(schema).toMatchFileSnapshot('../../../../docs/formats/evaluation.schema.json');
});

test('The page of the format names every field.', async () => {
  const text = await readFile(new URL('../../../../docs/formats/evaluation.md', import.meta.url), 'utf8');
  const names = fieldNames(z.toJSONSchema(evaluationLineSchema));
  expect(names.length).toBeGreaterThan(40);
  expect([...new Set(names)].filter(name => !text.includes(`\`${name}\``))).toEqual([]);
});

/** The names of all properties in a JSON Schema, at any depth. */
function fieldNames(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldNames);
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.values(schema).flatMap(fieldNames)];
}
