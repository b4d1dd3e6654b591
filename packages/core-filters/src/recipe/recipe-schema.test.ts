import { expect, test } from 'vitest';
import { recipeSchema } from './recipe-schema.ts';

test('The JSON Schema of recipes in docs is the one that the catalogue derives.', async () => {
  const text = `${JSON.stringify(recipeSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../../../docs/formats/recipe.schema.json');
});
