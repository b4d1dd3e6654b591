import { expect, test } from 'vitest';
import { planJsonSchema } from './plan-json-schema.ts';

test('The JSON Schema of plans in docs is the one that plans are parsed with.', async () => {
  const text = `${JSON.stringify(planJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/formats/plan.schema.json');
});
