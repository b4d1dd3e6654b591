import { z } from 'zod';
import { settingDefinitions, settingNames } from './setting-registry.ts';

/** The settings file of the service as JSON Schema, for editors: what `--config` and `VARIEGATE_CONFIG` name. */
export function settingsJsonSchema(): Readonly<Record<string, unknown>> {
  const properties = settingNames.map(name => {
    const { schema, description, default: usual } = settingDefinitions[name];
    const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    return [name, { ...shape, description: `${description} (default: ${usual})` }];
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Settings of the service of variegate',
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
