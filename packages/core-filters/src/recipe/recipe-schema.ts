import { z } from 'zod';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { levels } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import { recipeNamePattern } from '../plan/plan.ts';
import { isAssetSchema } from './given-params.ts';
import { mostVariants } from './recipe.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const text = (description: string): JsonSchema => ({ type: 'string', maxLength: 2000, description });
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', minItems: 1, items });
const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const order = (description: string): JsonSchema => ({
  enum: ['fixed', 'random'],
  default: 'fixed',
  description,
});
const strict = (properties: JsonSchema, required: readonly string[]): JsonSchema => {
  return { type: 'object', properties, required, additionalProperties: false };
};

const nested = {
  description: text('one sentence'),
  source: text('where the recipe comes from, such as a paper'),
  level: {
    anyOf: [{ enum: levels }, { type: 'number', minimum: 0, maximum: 1 }],
    description: 'level at which parameters are drawn',
  },
  order: order('whether the steps act as they are listed, or in another order for each variant'),
  steps: { type: 'array', items: ref('element'), description: 'steps, in the order in which they act' },
};

/**
 * Recipes as JSON Schema, by which an editor completes the names of steps, their parameters and ranges. What it cannot say, such
 * as that no recipe contains itself, `parseRecipe` checks.
 *
 * @param catalogue - what has the transformations of the steps
 */
export function recipeSchema({ transformations }: Catalogue = builtInCatalogue): JsonSchema {
  const values = new SharedValues();
  const steps = transformations.map(one => [`step-${one.name}`, stepSchema(one, values)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Recipe of variegate',
    description:
      'A chain of video transformations with choices in it, from which the plan of each variant is drawn',
    ...strict(
      {
        $schema: { type: 'string', description: 'where this schema is, for editors' },
        name: { type: 'string', pattern: recipeNamePattern.source, description: 'name of the recipe' },
        ...nested,
        count: {
          ...{ type: 'integer', minimum: 1, maximum: mostVariants },
          description: 'number of variants of each input, where a run does not say it',
        },
        recipes: {
          ...{ type: 'object', additionalProperties: ref('nested') },
          description: 'recipes that steps may name',
        },
      },
      ['name', 'steps'],
    ),
    $defs: {
      element: { anyOf: ['step', 'oneOf', 'someOf', 'recipe'].map(ref) },
      choices: list({ anyOf: [ref('element'), { type: 'array', items: ref('element') }] }),
      nested: strict(nested, ['steps']),
      probability: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        default: 1,
        description: 'how often it is there',
      },
      oneOf: strict({ oneOf: ref('choices'), probability: ref('probability') }, ['oneOf']),
      someOf: strict(
        {
          someOf: ref('choices'),
          count: {
            anyOf: [
              { type: 'integer', minimum: 0 },
              { type: 'array', minItems: 2, maxItems: 2, items: { type: 'integer', minimum: 0 } },
            ],
            description: 'how many, or the fewest and the most',
          },
          order: order('whether they act as they are listed, or in another order for each variant'),
          probability: ref('probability'),
        },
        ['someOf', 'count'],
      ),
      recipe: strict(
        {
          recipe: { type: 'string', description: 'name of one of recipes, or of a shipped one' },
          probability: ref('probability'),
        },
        ['recipe'],
      ),
      // The names stand here once more, as editors complete from what does not depend on a condition.
      step: {
        type: 'object',
        properties: {
          name: { enum: transformations.map(({ name }) => name), description: 'name of the transformation' },
          params: { type: 'object', description: 'parameters; those that are left out are drawn' },
          probability: ref('probability'),
        },
        ...{ required: ['name'], additionalProperties: false },
        allOf: transformations.map(({ name }) => ({
          ...{ if: { properties: { name: { const: name } }, required: ['name'] } },
          // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
          then: ref(`step-${name}`),
        })),
      },
      ...Object.fromEntries(steps),
      ...values.definitions(),
    },
  };
}

function stepSchema({ params, summary }: Transformation, values: SharedValues): JsonSchema {
  const { properties = {} } = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  const { shape = {} } = params as { readonly shape?: Readonly<Record<string, z.ZodType>> };
  const each = Object.entries(properties).map(([name, property]) => {
    const { description, unit, decimals: _, isAsset: __, ...value } = property as JsonSchema;
    const schema = shape[name];
    const isAsset = schema !== undefined && isAssetSchema(schema);
    const words = [description, isAsset ? undefined : unit].filter(one => one !== undefined).join(', in ');
    const reference = ref(values.nameOf(value, isAsset));
    return [name, words === '' ? reference : { ...reference, description: words }];
  });
  const parameters = { type: 'object', properties: Object.fromEntries(each), additionalProperties: false };
  return { description: summary, properties: { params: parameters } };
}

/** What parameters may be, said once for all that may be the same. */
class SharedValues {
  readonly #names = new Map<string, string>();

  /** The name of the definition of a value, of a range of such values, and of a list of them. */
  nameOf(plain: JsonSchema, isAsset: boolean): string {
    const one = ref(this.#define('value', plain));
    const file = { type: 'string', description: 'name of a file in the assets folder' };
    const value = isAsset ? { anyOf: [file, one] } : one;
    const isNumber = plain['type'] === 'number' || plain['type'] === 'integer';
    const range = strict({ range: { ...list(one), minItems: 2, maxItems: 2 } }, ['range']);
    return this.#define('param', {
      anyOf: [value, ...(isNumber ? [range] : []), strict({ oneOf: list(value) }, ['oneOf'])],
    });
  }

  definitions(): JsonSchema {
    return Object.fromEntries([...this.#names].map(([text, name]) => [name, JSON.parse(text) as JsonSchema]));
  }

  #define(kind: string, schema: JsonSchema): string {
    const text = JSON.stringify(schema);
    const name = this.#names.get(text) ?? `${kind}-${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}
