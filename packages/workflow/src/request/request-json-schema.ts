import { optionsSchema } from '@variegate/variants/options';
import { z } from 'zod';
import { requestOptionNames } from './batch-request.ts';
import { requestFieldsSchema } from './batch-requested-schema.ts';

/**
 * A request for a batch as JSON Schema, for editors and other languages: what is sent to the service, and the data of
 * `variegate/batch.requested`. What it cannot say, such as how many variants a batch may have, `parseBatchRequest` checks.
 */
export function requestJsonSchema(): Readonly<Record<string, unknown>> {
  const { properties: fields, ...request } = z.toJSONSchema(requestFieldsSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  const options = optionsSchema()['properties'] as Readonly<Record<string, object>>;
  // The request holds the options without looking into them; the library says what each may be.
  const properties = Object.entries({ ...fields }).map(([name, field]) => [
    name,
    requestOptionNames.includes(name) ? { ...options[name] } : field,
  ]);
  return {
    ...request,
    title: 'Request for a batch of variegate',
    properties: Object.fromEntries(properties),
    oneOf: [{ required: ['inputs'] }, { required: ['inputsFile'] }],
  };
}
