import { z } from 'zod';
import { namedOptions, sentenceOf } from './option-list.ts';

/**
 * The options of a run as JSON Schema, for editors and other languages: those that plain JSON can hold. Texts and units are
 * those of the list.
 */
export function optionsSchema(): Readonly<Record<string, unknown>> {
  const plain = namedOptions.filter(({ schema }) => !(schema instanceof z.ZodCustom));
  const properties = plain.flatMap(option => {
    const { name, schema, default: value, formerName } = option;
    const { $schema: _, ...shape } = z.toJSONSchema(schema);
    const described = { ...shape, description: sentenceOf(option) };
    const current = [name, value === undefined ? described : { ...described, default: value }];
    if (formerName === undefined) return [current];
    return [current, [formerName, { ...shape, description: `former name of ${name}`, deprecated: true }]];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Options of a run of variegate',
    type: 'object',
    properties: Object.fromEntries(properties),
    required: plain.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}
