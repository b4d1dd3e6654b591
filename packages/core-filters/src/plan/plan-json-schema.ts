import { z } from 'zod';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { planShape } from './parse-plan.ts';

/**
 * Plans as JSON Schema, for editors and other languages, with the parameters of every transformation. What it cannot say, such as
 * which parameters fit together, `parsePlan` checks.
 *
 * @param catalogue - what has the transformations of the steps; those of the plan's modules may be named besides
 */
export function planJsonSchema({
  transformations,
}: Catalogue = builtInCatalogue): Readonly<Record<string, unknown>> {
  const { properties = {}, ...plan } = z.toJSONSchema(planShape);
  const steps = transformations.map(({ name, summary, params }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
    return { name, definition: { description: summary, properties: { params: schema } } };
  });
  return {
    ...plan,
    title: 'Plan of variegate',
    description: 'A chain of video transformations with all its parameters',
    properties: {
      ...properties,
      steps: { ...(properties['steps'] as object), items: { $ref: '#/$defs/step' } },
    },
    $defs: {
      step: {
        type: 'object',
        properties: { name: { type: 'string' }, params: { type: 'object' } },
        ...{ required: ['name', 'params'], additionalProperties: false },
        allOf: steps.map(({ name }) => ({
          ...{ if: { properties: { name: { const: name } }, required: ['name'] } },
          // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
          then: { $ref: `#/$defs/step-${name}` },
        })),
      },
      ...Object.fromEntries(steps.map(({ name, definition }) => [`step-${name}`, definition])),
    },
  };
}
